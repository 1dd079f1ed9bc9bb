import { z } from 'zod';
import type { CallInput, CallName, CallOutput, FeedMessage } from '#protocol/api.ts';
import type { Bridge } from '#protocol/bridge.ts';
import { failure, type Result } from '#protocol/result.ts';

/*
 * The only file that knows how the page reaches its host: window.katydid in Electron, one
 * WebSocket in the browser shell.
 */

type ElectronBridge = Pick<Bridge, 'call' | 'listen'>;

declare global {
  interface Window {
    /** Only in Electron: its preload puts it here. */
    readonly katydid?: ElectronBridge;
  }
}

// The CSP forbids code made at run time, which zod would probe for.
z.config({ jitless: true });

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

const GONE = failure({
  code: 'UNAVAILABLE',
  message: 'Katydid has stopped. What you typed is still here; start Katydid again.',
});

const bridge: Bridge =
  window.katydid === undefined ? socketBridge(socketAddress()) : electronBridge(window.katydid);

/** Where the page runs. */
export const shell = bridge.shell;

/** Asks the host, or has it do something. A refusal is a value; it never rejects. */
export function call<N extends CallName>(
  name: N,
  input: CallInput<N>,
): Promise<Result<CallOutput<N>>> {
  return bridge.call(name, input);
}

/** Has the listener told what hosts tell unasked; returns the way to stop. */
export function listen(listener: (message: FeedMessage) => void): () => void {
  return bridge.listen(listener);
}

/** Tells the listener whenever the host is lost or found again. */
export function onConnection(listener: (connected: boolean) => void): () => void {
  return bridge.onConnection(listener);
}

function electronBridge(katydid: ElectronBridge): Bridge {
  return {
    shell: 'electron',
    call: async (name, input) => {
      try {
        return await katydid.call(name, input);
      } catch {
        return GONE;
      }
    },
    listen: (listener) => katydid.listen(listener),
    // The window and its host live and end together.
    onConnection: () => () => undefined,
  };
}

function socketAddress(): string {
  const url = new URL('/ws', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

type Answer = (result: Result<never>) => void;

type Incoming =
  | { readonly feed: FeedMessage }
  | { readonly n: number; readonly result: Result<never> };

/** What a browser sends for a page that is gone, it sends up to this many bytes (Fetch, keepalive). */
const MOST_LAST_BYTES = 60_000;

/**
 * A browser may drop what a page wrote to its socket while it went away; a request that is kept alive
 * goes out. What is said then is said both ways: a call that keeps something may come twice.
 */
function sayLast(text: string): void {
  const body = new TextEncoder().encode(text);
  if (body.byteLength > MOST_LAST_BYTES) return;
  const asked = { method: 'POST', keepalive: true, body };
  fetch('/call', asked).catch(() => undefined);
}

/**
 * Calls wait for the first connection. When the connection is lost, those under way are answered
 * with a refusal, and so are new ones until it is back; it is sought again by itself. A host that
 * is about to end waits for this side to close: first every call under way is answered.
 */
function socketBridge(address: string): Bridge {
  const waiting = new Map<number, Answer>();
  const unsent: string[] = [];
  const listeners = new Set<(message: FeedMessage) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let next = 1;
  let retryAfter = FIRST_RETRY_MS;
  let state: 'connecting' | 'connected' | 'lost' = 'connecting';
  let leaving = false;
  let going = false;
  let socket = connect();
  // Before every other listener, so that what those send is known to be the last.
  window.addEventListener('pagehide', () => {
    going = true;
  });
  window.addEventListener('pageshow', () => {
    going = false;
  });

  function connect(): WebSocket {
    const opened = new WebSocket(address);
    opened.addEventListener('open', () => {
      retryAfter = FIRST_RETRY_MS;
      for (const text of unsent.splice(0)) opened.send(text);
      become('connected');
    });
    opened.addEventListener('message', ({ data }) => take(JSON.parse(String(data))));
    opened.addEventListener('close', () => {
      become('lost');
      leaving = false;
      unsent.length = 0;
      for (const answer of waiting.values()) answer(GONE);
      waiting.clear();
      setTimeout(() => {
        socket = connect();
      }, retryAfter);
      retryAfter = Math.min(LONGEST_RETRY_MS, retryAfter * 2);
    });
    return opened;
  }

  function become(next: 'connected' | 'lost'): void {
    if (state === next) return;
    state = next;
    for (const tell of connectionListeners) tell(next === 'connected');
  }

  function take(message: Incoming): void {
    if ('feed' in message) {
      for (const tell of listeners) tell(message.feed);
      if (message.feed.kind === 'closing') leaving = true;
    } else {
      waiting.get(message.n)?.(message.result);
      waiting.delete(message.n);
    }
    // An answer can lead to one more call, which its reader makes before the next turn.
    if (leaving) setTimeout(leaveWhenAnswered);
  }

  function leaveWhenAnswered(): void {
    if (waiting.size === 0) socket.close();
  }

  return {
    shell: 'browser',
    call<N extends CallName>(name: N, input: CallInput<N>) {
      if (state === 'lost') return Promise.resolve<Result<CallOutput<N>>>(GONE);
      const n = next++;
      const text = JSON.stringify({ n, name, input });
      if (state === 'connected') socket.send(text);
      else unsent.push(text);
      if (going) sayLast(text);
      return new Promise<Result<CallOutput<N>>>((resolve) => waiting.set(n, resolve));
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
  };
}

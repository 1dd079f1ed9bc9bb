import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FeedMessage } from '#protocol/api.ts';
import { failure } from '#protocol/result.ts';
import { isCallName } from '../call-names.ts';
import type { Host } from '../host.ts';
import { type IncomingCall, parseCall, readCall } from './incoming-call.ts';
import { Door } from './one-time-link.ts';
import { staticFile } from './static-files.ts';

/** Larger than the largest piece of a file (`file.append`) with its envelope. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/** How long a page may take to say its last words when the host ends; a frozen one never does. */
const LAST_WORDS_MS = 2000;

/** Nothing loads from anywhere but this very server; nothing inline runs. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
} as const;

export interface LoopbackServer {
  /** A link that opens the interface once. */
  link(): string;
  readonly port: number;
  /** Lets every page say what it still holds, has that answered, and closes. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly host: Host;
  /** The folder of the built interface, absolute. */
  readonly interfaceFolder: string;
  /** 0: any free port. */
  readonly port: number;
}

/**
 * The browser shell's server, on 127.0.0.1 alone: the built interface, one WebSocket, and a way for a
 * single call of a page that goes away, whose socket may end before its message. A wrong
 * Host (DNS rebinding), a foreign Origin and a missing cookie are refused before anything is read.
 */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const { host, interfaceFolder } = options;
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => end(response, 500, 'The page could not be read.'));
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const address = await listen(server, options.port);
  const authority = `127.0.0.1:${address.port}`;
  const door = new Door(address.port);
  let closing = false;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.headers.host !== authority) return end(response, 421, 'This is not the address.');
    if (request.method === 'POST' && request.url === '/call') return lastCall(request, response);
    if (request.method !== 'GET') return end(response, 405, 'Only GET is answered here.');
    const url = new URL(request.url ?? '/', `http://${authority}`);
    const token = url.searchParams.get('t');
    if (token !== null) {
      if (door.knows(request.headers.cookie)) {
        // The link again, in the browser that it let in: to the application.
        response.writeHead(303, { location: '/' }).end();
        return;
      }
      const cookie = door.enter(token);
      if (!cookie) return end(response, 403, 'This link was used already. Start Katydid again.');
      response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
      return;
    }
    if (!door.knows(request.headers.cookie)) {
      return end(response, 401, 'Open Katydid with the link that it printed when it started.');
    }
    const file = await staticFile(interfaceFolder, url.pathname);
    if (!file) return end(response, 404, 'There is no such page.');
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
  }

  const lastCalls = new Set<Promise<unknown>>();

  async function lastCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!comesFromPage(request)) return end(response, 403, 'Only the application calls here.');
    const done = readCall(request).then(async (call) => {
      if (!call)
        return end(response, 400, 'A call is JSON with n, name and input, at most 64 KiB.');
      const answer = await resultOf(call);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    lastCalls.add(done);
    await done.finally(() => lastCalls.delete(done));
  }

  /** A cookie alone is not enough: another page of this machine may hold a form. */
  function comesFromPage({ headers }: IncomingMessage): boolean {
    return headers.origin === `http://${authority}` && door.knows(headers.cookie);
  }

  server.on('upgrade', (request, socket, head) => {
    const welcome =
      !closing &&
      request.url === '/ws' &&
      request.headers.host === authority &&
      comesFromPage(request);
    if (!welcome) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate());
      ws.on('message', (text) => void answer(ws, String(text)));
    });
  });
  const stopListening = host.listen(tellPages);

  function tellPages(message: FeedMessage): void {
    const text = JSON.stringify({ feed: message });
    for (const ws of sockets.clients) if (ws.readyState === ws.OPEN) ws.send(text);
  }

  /** Everything that a page has said is read before its connection counts as closed. */
  async function hearLastWords(): Promise<void> {
    const gone = [...sockets.clients].map(
      (ws) => new Promise((resolve) => ws.once('close', resolve)),
    );
    tellPages({ kind: 'closing' });
    const patience = new AbortController();
    const enough = delay(LAST_WORDS_MS, undefined, { signal: patience.signal });
    await Promise.race([Promise.all(gone), enough]);
    patience.abort();
  }

  async function answer(ws: WebSocket, text: string): Promise<void> {
    const call = parseCall(text);
    if (!call) {
      ws.close(1003, 'A message is JSON with n, name and input.');
      return;
    }
    const answer = await resultOf(call);
    if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(answer));
  }

  async function resultOf({ n, name, input }: IncomingCall) {
    const result = isCallName(name)
      ? await host.call(name, input)
      : failure({ code: 'NOT_FOUND', message: 'There is no such call.' });
    return { n, result };
  }

  return {
    link: () => `http://${authority}/?t=${door.token}`,
    port: address.port,
    async close() {
      closing = true;
      await hearLastWords();
      await Promise.allSettled(lastCalls);
      stopListening();
      for (const ws of sockets.clients) ws.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function end(response: ServerResponse, status: number, text: string): void {
  if (!response.headersSent)
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

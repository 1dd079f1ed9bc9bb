import type { CallInput, CallName, CallOutput, FeedMessage } from './api.ts';
import type { Result } from './result.ts';

/** What a page has: `window.katydid` in Electron, the same over a WebSocket in the browser shell. */
export interface Bridge {
  readonly shell: 'electron' | 'browser';
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Returns the way to stop listening. */
  listen(onMessage: (message: FeedMessage) => void): () => void;
  /** Tells whether the host answers; the page says so when it does not. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

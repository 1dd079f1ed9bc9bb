import { Worker } from 'node:worker_threads';
import type { CallName, FeedMessage } from '#protocol/api.ts';
import { failure, type Result } from '#protocol/result.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

/** The desktop host's hold on the engine worker: calls in, results and the feed out. */
export interface Host {
  /** Never throws: a call that cannot be answered is a failure. */
  call(name: CallName, input: unknown): Promise<Result<unknown>>;
  listen(listener: (message: FeedMessage) => void): () => void;
  /** Finishes what is under way, closes the store and ends the worker. */
  close(): Promise<void>;
}

/** The store could not be opened; the message says what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}

/** Works from sources and from the bundle: the worker lies beside this file in both. */
function workerFile(): URL {
  const name = import.meta.url.endsWith('.ts') ? './engine.worker.ts' : './engine.worker.js';
  return new URL(name, import.meta.url);
}

const STOPPED = failure({
  code: 'UNAVAILABLE',
  message: 'The workspace has been closed. What you typed is kept here; open Katydid again.',
});

/** Starts the engine worker; answers when the store is open. */
export async function startHost(start: WorkerStart): Promise<Host> {
  const worker = new Worker(workerFile(), { workerData: start });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const listeners = new Set<(message: FeedMessage) => void>();
  let next = 1;
  let running = true;
  let closing = false;
  const send = (message: ToWorker) => worker.postMessage(message);

  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') opened.resolve();
    else if (message.kind === 'refused') opened.reject(new StoreRefused(message.message));
    else if (message.kind === 'feed') for (const tell of listeners) tell(message.message);
    else if (message.kind === 'result') {
      waiting.get(message.n)?.(message.result);
      waiting.delete(message.n);
    }
  });
  worker.on('error', (error) => {
    opened.reject(error);
    process.stderr.write(`The engine ended: ${error.stack ?? error.message}\n`);
  });
  worker.on('exit', () => {
    running = false;
    for (const answer of waiting.values()) answer(STOPPED);
    waiting.clear();
    opened.reject(new Error('The engine ended before the store was open.'));
    ended.resolve();
  });
  await opened.promise;

  return {
    call(name, input) {
      if (!running || closing) return Promise.resolve(STOPPED);
      const n = next++;
      const answer = Promise.withResolvers<Result<unknown>>();
      waiting.set(n, answer.resolve);
      send({ kind: 'call', n, name, input });
      return answer.promise;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (running && !closing) send({ kind: 'close' });
      closing = true;
      await ended.promise;
    },
  };
}

import type { CallName, FeedMessage } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';

/** What the engine worker is told when it starts. */
export interface WorkerStart {
  readonly folder: string;
  readonly shell: 'electron' | 'browser';
  /** The folder of files that ship with the application. */
  readonly resources: string;
}

/** Host to worker: one message a call. */
export type ToWorker =
  | { readonly kind: 'call'; readonly n: number; readonly name: CallName; readonly input: unknown }
  | { readonly kind: 'close' };

/** Worker to host. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'result'; readonly n: number; readonly result: Result<unknown> }
  | { readonly kind: 'feed'; readonly message: FeedMessage };

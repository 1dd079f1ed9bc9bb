import type { Failure } from '#protocol/result.ts';
import type { PageShape } from './envelope.ts';

/** What a route answers where it worked; `status` is the route's own unless told. */
export interface Answer<T> {
  readonly ok: true;
  readonly data: T;
  readonly status?: number;
  readonly page?: PageShape;
  /** The row's own version, for `ETag`. */
  readonly version?: number;
  /** Where the created thing is, for `Location`. */
  readonly location?: string;
}

/** A failed `Result` is a reply too: `if (!found.ok) return found;`. */
export type Reply<T> = Answer<T> | Failure;

export function answer<T>(data: T, more: Omit<Answer<T>, 'ok' | 'data'> = {}): Answer<T> {
  return { ok: true, data, ...more };
}

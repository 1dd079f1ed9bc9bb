import type { Dialect } from './dialect.ts';
import type { Numbers } from './numbers.ts';
import type { Write } from './tables.ts';

/**
 * How long a writer waits for another's lock unless told otherwise, in milliseconds; on both
 * databases, so that a person or a program waits alike.
 */
export const LOCK_WAIT_MS = 5000;

/** A write in progress: it holds the store's lock, so what it reads stays true until it ends. */
export interface Transaction {
  readonly db: Write;
  readonly dialect: Dialect;
  /** `head.v` when the lock was taken; what this transaction writes gets the next. */
  readonly version: number;
  /** The small integers that were looked up in this transaction. */
  readonly numbers: Numbers;
}

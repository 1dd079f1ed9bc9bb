import { v7 } from 'uuid';

/** Where time and ids come from: outside, so that every run can be replayed. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
}

export const systemClock: Clock = { now: () => Date.now(), newId: () => v7() };

import { setImmediate } from 'node:timers/promises';

/** How long a piece of long work may keep other calls waiting, in milliseconds. */
export const SLICE_MS = 15;

/** Divides long work, so that calls that have come meanwhile are answered in between. */
export class Slices {
  readonly #signal: AbortSignal;
  readonly #ms: number;
  #since = performance.now();

  constructor(signal: AbortSignal, ms: number = SLICE_MS) {
    this.#signal = signal;
    this.#ms = ms;
  }

  /** Whether the present slice is used up. */
  get over(): boolean {
    return performance.now() - this.#since >= this.#ms;
  }

  /** Lets others in where the slice is used up. @throws the signal's reason where it is aborted */
  async rest(): Promise<void> {
    this.#signal.throwIfAborted();
    if (!this.over) return;
    await setImmediate();
    this.#since = performance.now();
    this.#signal.throwIfAborted();
  }
}

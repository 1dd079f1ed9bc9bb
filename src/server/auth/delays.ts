import type { Clock } from '#engine/clock.ts';

interface Tries {
  wrong: number;
  /** Epoch milliseconds: until then the next try must wait. */
  until: number;
  readonly forgetAt: number;
}

export interface DelayOptions {
  /** Wrong tries in a row before the next must wait. */
  readonly free: number;
  /** The first wait; each further one is twice as long, up to `most`. Milliseconds. */
  readonly first: number;
  readonly most: number;
}

/** Tries are forgotten after so long without a further one, in milliseconds. */
const FORGET_MS = 60 * 60_000;

/** Slows down guessing under a key, such as an account or an address, more with every wrong try. */
export class Delays {
  readonly #options: DelayOptions;
  readonly #now: Clock['now'];
  readonly #tries = new Map<string, Tries>();
  #sweepAt = 0;

  constructor(options: DelayOptions, now: Clock['now']) {
    this.#options = options;
    this.#now = now;
  }

  /** Milliseconds that the next try must wait; null: it may begin. */
  wait(key: string): number | null {
    const left = (this.#tries.get(key)?.until ?? 0) - this.#now();
    return left > 0 ? left : null;
  }

  /** A try begins. It counts as wrong until `succeed`, so that many at once count too. */
  begin(key: string): void {
    const { free, first, most } = this.#options;
    const now = this.#now();
    if (now >= this.#sweepAt) this.#sweep(now);
    const wrong = (this.#tries.get(key)?.wrong ?? 0) + 1;
    const delay = wrong < free ? 0 : Math.min(most, first * 2 ** (wrong - free));
    this.#tries.set(key, { wrong, until: now + delay, forgetAt: now + delay + FORGET_MS });
  }

  /** The try was right: `all` forgets the wrong ones before it too. */
  succeed(key: string, { all }: { readonly all: boolean }): void {
    const tries = this.#tries.get(key);
    if (!tries) return;
    tries.wrong -= 1;
    tries.until = 0;
    if (all || tries.wrong <= 0) this.#tries.delete(key);
  }

  #sweep(now: number): void {
    for (const [key, { forgetAt }] of this.#tries) if (forgetAt <= now) this.#tries.delete(key);
    this.#sweepAt = now + FORGET_MS;
  }
}

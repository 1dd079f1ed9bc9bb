import type { Clock } from '#engine/clock.ts';
import type { Rate } from '../config-values.ts';

interface Window {
  count: number;
  /** Epoch milliseconds. */
  readonly ends: number;
}

/**
 * Counts what comes under a key (an address, a person) in windows that begin with its first, in this
 * process alone.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: Clock['now'];
  readonly #windows = new Map<string, Window>();
  #sweepAt = 0;

  constructor(rate: Rate, now: Clock['now']) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Counts one more. Answers how many milliseconds it comes too early; null: it may pass. */
  take(key: string): number | null {
    const now = this.#now();
    if (now >= this.#sweepAt) this.#sweep(now);
    const known = this.#windows.get(key);
    if (!known || known.ends <= now) {
      this.#windows.set(key, { count: 1, ends: now + this.#rate.perMs });
      return null;
    }
    if (known.count >= this.#rate.count) return known.ends - now;
    known.count += 1;
    return null;
  }

  #sweep(now: number): void {
    for (const [key, { ends }] of this.#windows) if (ends <= now) this.#windows.delete(key);
    this.#sweepAt = now + this.#rate.perMs;
  }
}

/** What of an address counts: all of IPv4, and of IPv6 the network that one customer is given. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const front = head.split(':').filter((part) => part !== '');
  const back = tail.split(':').filter((part) => part !== '');
  const groups = address.includes('::')
    ? [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    : front;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

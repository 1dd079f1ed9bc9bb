import type { UserId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Clock } from './clock.ts';

/** Wrong passwords for one person in a row before the next must wait. */
const FREE_TRIES = 5;
const WAIT_MS = 30_000;

interface Tries {
  readonly wrong: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Slows down whoever guesses the password of a profile. */
export class PasswordTries {
  readonly #clock: Clock;
  readonly #tries = new Map<UserId, Tries>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Whether the password of this person may be tried now. The try counts as wrong until `succeed`,
   * so that many at once count too.
   */
  begin(person: UserId): Rejection | null {
    const now = this.#clock.now();
    const { wrong, until } = this.#tries.get(person) ?? { wrong: 0, until: 0 };
    if (now < until) {
      const seconds = Math.ceil((until - now) / 1000);
      const message = `The password was wrong too often. Try again in ${seconds} seconds.`;
      return rejection('RATE_LIMITED', message, { field: 'password' });
    }
    const next = wrong + 1;
    this.#tries.set(person, { wrong: next, until: next < FREE_TRIES ? 0 : now + WAIT_MS });
    return null;
  }

  succeed(person: UserId): void {
    this.#tries.delete(person);
  }
}

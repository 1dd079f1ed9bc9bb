import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { Clock } from '#engine/clock.ts';
import { networkOf, RateLimit } from '../http/rate-limit.ts';
import { tooMany } from '../http/send.ts';
import { Delays } from './delays.ts';
import { verifyPassword } from './passwords.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What slows down guessing passwords and making accounts. One for a process. */
export class Guards {
  readonly #accounts: Delays;
  readonly #addresses: Delays;
  readonly #registrations: RateLimit;

  constructor({ now }: Pick<Clock, 'now'>) {
    this.#accounts = new Delays({ free: 5, first: SECOND, most: 5 * MINUTE }, now);
    // An office may sit behind one address.
    this.#addresses = new Delays({ free: 20, first: SECOND, most: 15 * MINUTE }, now);
    this.#registrations = new RateLimit({ count: 10, perMs: HOUR }, now);
  }

  /**
   * Whether the password is this person's. Takes as long for nobody as for somebody; wrong ones make
   * the next wait, by account and by address, longer and longer.
   * @param account the person, or the name that nobody has
   */
  async check(
    user: User | undefined,
    password: string,
    { account, address }: { readonly account: string; readonly address: string },
  ): Promise<'right' | 'wrong' | Rejection> {
    const network = networkOf(address);
    const wait = Math.max(this.#accounts.wait(account) ?? 0, this.#addresses.wait(network) ?? 0);
    if (wait > 0) return tooMany('The password was wrong too often.', wait);
    this.#accounts.begin(account);
    this.#addresses.begin(network);
    if (!(await verifyPassword(password, user?.passwordHash ?? null))) return 'wrong';
    this.#accounts.succeed(account, { all: true });
    // One's own account must not buy further tries at others.
    this.#addresses.succeed(network, { all: false });
    return 'right';
  }

  /** Counts one more registration from an address; the refusal of one too many, else null. */
  registration(address: string): Rejection | null {
    const wait = this.#registrations.take(networkOf(address));
    return wait === null
      ? null
      : tooMany('Too many accounts were registered from this address.', wait);
  }
}

/** In the same words whoever the name belongs to, if anybody. */
export const WRONG_PASSWORD: Rejection = rejection(
  'UNAUTHENTICATED',
  'The name or the password is not right. Check both, then try again.',
);

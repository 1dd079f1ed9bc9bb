import type { User } from '#domain/user/user.ts';
import type { DataClock } from '#store/query/data-clock.ts';

/** Who calls: a person as they are now, through a session that has not ended. */
export interface Caller {
  readonly user: User;
  /** `auth_session.id`. */
  readonly session: string;
  /** When the access token ends, in epoch milliseconds. */
  readonly until: number;
  /** The clock of the data when the request came in: what a read without a body shows, at least. */
  readonly clock: DataClock;
}

import type { User } from '#domain/user/user.ts';

/** Who calls: a person as they are now, through a session that has not ended. */
export interface Caller {
  readonly user: User;
  /** `auth_session.id`. */
  readonly session: string;
  /** When the access token ends, in epoch milliseconds. */
  readonly until: number;
}

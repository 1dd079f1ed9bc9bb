import type { Rejected } from '../decision.ts';
import { valueTaken } from '../refusals.ts';
import type { Lookup, ReadState } from '../state.ts';
import type { User } from './user.ts';

type Names = Pick<User, 'username' | 'email'>;

/** What `refuseTakenName` looks up. */
export function nameLookups({ username, email }: Names): readonly Lookup[] {
  return [
    { find: 'user', by: 'username', value: username },
    ...(email === null ? [] : [{ find: 'user', by: 'email', value: email } as const]),
  ];
}

/** CONFLICT where somebody has the username or the email already, the one exception to NOT_FOUND. */
export function refuseTakenName({ username, email }: Names, state: ReadState): Rejected | null {
  if (state.find({ find: 'user', by: 'username', value: username }) !== undefined) {
    return valueTaken('username', `The username ${username}`);
  }
  if (email !== null && state.find({ find: 'user', by: 'email', value: email }) !== undefined) {
    return valueTaken('email', `The email ${email}`);
  }
  return null;
}

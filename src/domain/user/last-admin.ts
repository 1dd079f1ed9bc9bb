import { type Rejected, reject } from '../decision.ts';
import { rejection } from '../rejection.ts';
import type { Question, ReadState } from '../state.ts';
import type { User } from './user.ts';

/** What a command must ask that may take an admin away. */
export const ACTIVE_ADMINS = { ask: 'activeAdmins', of: {} } as const satisfies Question;

/** Nobody removes the last admin: null where another admin, not blocked, remains. */
export function refuseLastAdmin(user: User, state: ReadState): Rejected | null {
  if (user.role !== 'admin' || user.blocked) return null;
  const admins = state.answer(ACTIVE_ADMINS.ask, ACTIVE_ADMINS.of);
  if (admins.some((id) => id !== user.id)) return null;
  const message = `${user.name} is the last admin. Make somebody else an admin first.`;
  return reject(rejection('CONFLICT', message));
}

import type { Rejected } from '../decision.ts';
import type { UserId } from '../ids.ts';
import { invalid } from '../refusals.ts';
import type { ReadState } from '../state.ts';

/** New members must exist and not be blocked; null where they all may join. */
export function refuseMembers(added: readonly UserId[], state: ReadState): Rejected | null {
  for (const id of added) {
    const user = state.get('user', id);
    if (user === undefined) {
      return invalid('members', 'One of these people does not exist. Choose from the list.');
    }
    if (user.blocked) {
      return invalid('members', `${user.name} is blocked. Unblock them, or leave them out.`);
    }
  }
  return null;
}

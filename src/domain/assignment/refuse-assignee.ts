import type { Rejected } from '../decision.ts';
import { isMember } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { invalid } from '../refusals.ts';
import type { User } from '../user/user.ts';

/** Nobody who does not exist, is blocked or does not see the project is assigned; null: fine. */
export function refuseAssignee(assignee: User | undefined, project: Project): Rejected | null {
  if (assignee === undefined) {
    return invalid('assignee', 'There is no such person. Choose somebody from the list.');
  }
  if (isMember(assignee, project)) return null;
  const why = assignee.blocked ? 'is blocked' : `does not see ${project.name}`;
  return invalid('assignee', `${assignee.name} ${why}. Choose somebody else.`);
}

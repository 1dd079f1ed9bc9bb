import type { Rejected } from '../decision.ts';
import type { UserId } from '../ids.ts';
import { isMember } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { invalid } from '../refusals.ts';
import type { ReadState } from '../state.ts';
import type { RuleCandidates, RuleCondition } from './assignment-rule.ts';

/** Severities and tags that a condition names must exist; null where they do. */
export function refuseCondition(
  when: RuleCondition,
  state: ReadState,
  field: string,
): Rejected | null {
  if (when.severities.some((id) => state.get('severity', id) === undefined)) {
    return invalid(`${field}.severities`, 'One of these severities does not exist. Choose again.');
  }
  if (when.tags.some((id) => state.get('tag', id) === undefined)) {
    return invalid(`${field}.tags`, 'One of these tags does not exist. Choose again.');
  }
  return null;
}

/**
 * A rule needs at least one candidate, and people newly named must be members. `known` are those
 * whom the rule names already: they may have been blocked since, and are then passed over.
 */
export function refuseCandidates(
  { users, roles }: RuleCandidates,
  known: readonly UserId[],
  project: Project,
  state: ReadState,
  field: string,
): Rejected | null {
  if (users.length === 0 && roles.length === 0) {
    return invalid(field, 'The rule has no candidates. Name people or roles.');
  }
  for (const id of users) {
    if (known.includes(id)) continue;
    const user = state.get('user', id);
    if (user === undefined || !isMember(user, project)) {
      const who = user === undefined ? 'One of these people' : user.name;
      const message = `${who} is not a member of ${project.name}. Choose among its members.`;
      return invalid(`${field}.users`, message);
    }
  }
  return null;
}

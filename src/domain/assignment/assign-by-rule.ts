import type { Context } from '../command.ts';
import type { DomainEvent } from '../event.ts';
import type { ProjectId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';
import type { Project } from '../project/project.ts';
import { chooseAssignee } from '../rule/choose-assignee.ts';
import { matchingRules } from '../rule/rule-matches.ts';
import type { ReadState } from '../state.ts';
import { assign } from './assign.ts';

/** What `assignByRule` asks. */
export function rulesQuestion(project: ProjectId) {
  return { ask: 'rulesWithCandidates', of: { project } } as const;
}

/**
 * The first enabled rule that matches and has a candidate gives the issue to one. Rules and none of
 * them did: `issue.unassignable`, so that managers hear of it. No rules: nothing.
 */
export function assignByRule(
  { issue, project }: { readonly issue: Issue; readonly project: Project },
  state: ReadState,
  context: Context,
): readonly DomainEvent[] {
  const { ask, of } = rulesQuestion(project.id);
  const known = state.answer(ask, of);
  if (known.length === 0) return [];
  const rules = matchingRules(
    known.map(({ rule }) => rule),
    issue,
  );
  for (const rule of rules) {
    const { people = [], loads = [] } = known.find((one) => one.rule.id === rule.id) ?? {};
    const { confidential } = issue;
    const choice = chooseAssignee({ rule, project, confidential, people, loads });
    const assignee = people.find(({ id }) => id === choice?.assignee);
    if (choice === null || assignee === undefined) continue;
    const by = { rule: rule.id, reason: choice.reason };
    return assign({ issue, assignee, by }, state, context);
  }
  return [{ type: 'issue.unassignable', issue: issue.id }];
}

import { z } from 'zod';
import { assignByRule, rulesQuestion } from '../assignment/assign-by-rule.ts';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { issueId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { seenIssue } from './seen-issue.ts';

/** Somebody asks the project's rules to choose an assignee for an issue that has none. */
export const autoAssignIssue = defineCommand({
  name: 'issue.auto-assign',
  schema: z.strictObject({ issue: issueId }),
  needs: (args) => ({ rows: { issue: [args.issue] } }),
  asks: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    return seen === undefined ? [] : [rulesQuestion(seen.project.id)];
  },
  decide: (args, state, context) => {
    const seen = seenIssue(state, context.actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(context.actor, 'issue.assign', seen);
    if (!permission.ok) return forbidden(permission);
    if (seen.issue.assignee !== null) {
      const message = 'Somebody has it already. Unassign it first, or assign it to another person.';
      return reject(rejection('GUARD_FAILED', message));
    }
    if (seen.issue.category === 'closed') {
      return reject(rejection('GUARD_FAILED', 'A closed issue is not assigned.'));
    }
    const { ask, of } = rulesQuestion(seen.project.id);
    if (state.answer(ask, of).length === 0) {
      const message = `${seen.project.name} has no assignment rule. Assign it to somebody yourself.`;
      return invalid('issue', message);
    }
    return accept(...assignByRule(seen, state, context));
  },
});

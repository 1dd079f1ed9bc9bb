import { z } from 'zod';
import { unassign } from '../assignment/assign.ts';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { issueId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { seenIssue } from './seen-issue.ts';

/** Takes the issue away from its assignee; while it is worked on, it can only go to somebody else. */
export const unassignIssue = defineCommand({
  name: 'issue.unassign',
  schema: z.strictObject({ issue: issueId }),
  needs: (args) => ({ rows: { issue: [args.issue] } }),
  decide: (args, state, { actor, now }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const { issue } = seen;
    const permission = can(actor, 'issue.assign', { ...seen, to: null });
    if (!permission.ok) return forbidden(permission);
    if (issue.assignee === null) return accept();
    if (issue.category === 'doing') {
      const message = 'Somebody is at work on it. Assign it to another person instead.';
      return reject(rejection('GUARD_FAILED', message, { details: { missing: ['assignee'] } }));
    }
    if (issue.category === 'closed') {
      const message = 'A closed issue keeps its assignee. Reopen it first, if its workflow can.';
      return reject(rejection('GUARD_FAILED', message));
    }
    return accept(...unassign(issue, state, now));
  },
});

import { z } from 'zod';
import { assign } from '../assignment/assign.ts';
import { refuseAssignee } from '../assignment/refuse-assignee.ts';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { issueId, userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { seenIssue } from './seen-issue.ts';

/** Gives the issue to somebody; to whom it belongs already, without effect. */
export const assignIssue = defineCommand({
  name: 'issue.assign',
  schema: z.strictObject({ issue: issueId, assignee: userId }),
  needs: (args) => ({ rows: { issue: [args.issue], user: [args.assignee] } }),
  decide: (args, state, context) => {
    const { actor } = context;
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const { issue, project } = seen;
    const permission = can(actor, 'issue.assign', { ...seen, to: args.assignee });
    if (!permission.ok) return forbidden(permission);
    if (issue.assignee === args.assignee) return accept();
    if (issue.category === 'closed') {
      const message = 'A closed issue is not assigned. Reopen it first, if its workflow can.';
      return reject(rejection('GUARD_FAILED', message, { field: 'assignee' }));
    }
    const assignee = state.get('user', args.assignee);
    const refused = refuseAssignee(assignee, project);
    if (refused !== null || assignee === undefined) return refused ?? notFound('person');
    return accept(...assign({ issue, assignee }, state, context));
  },
});

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { seenIssue } from './seen-issue.ts';

/** Removes the issue with everything that belongs to it; its number is not given again. */
export const deleteIssue = defineCommand({
  name: 'issue.delete',
  schema: z.strictObject({ issue: issueId }),
  needs: (args) => ({ rows: { issue: [args.issue] } }),
  asks: (args) => [{ ask: 'partsOfIssue', of: { issue: args.issue } }],
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.delete', seen);
    if (!permission.ok) return forbidden(permission);
    const parts = state.answer('partsOfIssue', { issue: args.issue });
    return accept({ type: 'issue.deleted', issue: seen.issue, ...parts });
  },
});

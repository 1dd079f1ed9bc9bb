import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { isBlank } from '../text.ts';
import { seenIssue } from './seen-issue.ts';

/** Removes the details of a bug that a description is left of. */
export const removeBugDetails = defineCommand({
  name: 'bug.remove',
  schema: z.strictObject({ issue: issueId }),
  needs: (args) => ({ rows: { issue: [args.issue] } }),
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const { bug, description } = seen.issue;
    const permission = can(actor, 'bug.remove', { ...seen, author: bug?.author ?? null });
    if (!permission.ok) return forbidden(permission);
    if (bug === null) return accept();
    if (isBlank(description)) {
      return invalid(
        'description',
        'The description is empty. Write one, then remove the details.',
      );
    }
    return accept({ type: 'issue.bug-removed', issue: args.issue, bug });
  },
});

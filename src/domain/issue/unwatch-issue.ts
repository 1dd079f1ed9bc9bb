import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { seenIssue } from './seen-issue.ts';

/** The actor watches no longer, though the reporter, the assignee or a commenter. */
export const unwatchIssue = defineCommand({
  name: 'issue.unwatch',
  schema: z.strictObject({ issue: issueId }),
  needs: (args) => ({ rows: { issue: [args.issue] } }),
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.watch', seen);
    if (!permission.ok) return forbidden(permission);
    if (!seen.issue.watchers.includes(actor.id)) return accept();
    return accept({ type: 'issue.unwatched', issue: args.issue, user: actor.id });
  },
});

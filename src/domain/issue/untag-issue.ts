import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId, tagId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { seenIssue } from './seen-issue.ts';

/** Takes a tag off; one that is not there, without effect. */
export const untagIssue = defineCommand({
  name: 'issue.untag',
  schema: z.strictObject({ issue: issueId, tag: tagId }),
  needs: (args) => ({ rows: { issue: [args.issue], tag: [args.tag] } }),
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.edit', seen);
    if (!permission.ok) return forbidden(permission);
    if (!seen.issue.tags.includes(args.tag)) return accept();
    const name = state.get('tag', args.tag)?.name ?? '';
    return accept({ type: 'issue.untagged', issue: args.issue, tag: args.tag, name });
  },
});

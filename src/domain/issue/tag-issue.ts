import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId, tagId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { seenIssue } from './seen-issue.ts';

/** Puts a tag on; one that is there already, without effect, so two people never conflict. */
export const tagIssue = defineCommand({
  name: 'issue.tag',
  schema: z.strictObject({ issue: issueId, tag: tagId }),
  needs: (args) => ({ rows: { issue: [args.issue], tag: [args.tag] } }),
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.edit', seen);
    if (!permission.ok) return forbidden(permission);
    const tag = state.get('tag', args.tag);
    if (tag === undefined) {
      return invalid('tag', 'There is no such tag. Choose from the list, or create it first.');
    }
    if (seen.issue.tags.includes(tag.id)) return accept();
    return accept({ type: 'issue.tagged', issue: args.issue, tag: tag.id, name: tag.name });
  },
});

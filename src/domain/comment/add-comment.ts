import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { commentId, issueId } from '../ids.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { forbidden, idTaken, notFound } from '../refusals.ts';
import { commentContent } from './comment.ts';
import { commented } from './commented.ts';

/** Whoever sees an issue may comment on it. */
export const addComment = defineCommand({
  name: 'comment.add',
  schema: z.strictObject({ id: commentId, issue: issueId, content: commentContent }),
  needs: (args) => ({
    rows: { issue: [args.issue], comment: [args.id] },
    lookups: mentionLookups(args.content),
  }),
  decide: (args, state, context) => {
    const seen = seenIssue(state, context.actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(context.actor, 'issue.comment', seen);
    if (!permission.ok) return forbidden(permission);
    if (state.get('comment', args.id) !== undefined) return idTaken();
    return accept(...commented(args, seen, state, context));
  },
});

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { commentId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { seenComment } from './seen-comment.ts';

/** Its author alone takes a comment back, with its files; that there was one stays in the activity. */
export const deleteComment = defineCommand({
  name: 'comment.delete',
  schema: z.strictObject({ comment: commentId }),
  needs: (args) => ({ rows: { comment: [args.comment] } }),
  asks: (args) => [{ ask: 'attachmentsOfComment', of: { comment: args.comment } }],
  decide: (args, state, { actor }) => {
    const seen = seenComment(state, actor, args.comment);
    if (seen === undefined) return notFound('comment');
    const { comment } = seen;
    const permission = can(actor, 'comment.delete', { ...seen, author: comment.author });
    if (!permission.ok) return forbidden(permission);
    const attachments = state.answer('attachmentsOfComment', { comment: comment.id });
    return accept({ type: 'comment.deleted', comment, attachments });
  },
});

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { commentId } from '../ids.ts';
import { watchMentioned } from '../issue/watch-mentioned.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { commentContent } from './comment.ts';
import { seenComment } from './seen-comment.ts';

/** Its author alone changes what a comment says, and it shows when that was. */
export const editComment = defineCommand({
  name: 'comment.edit',
  schema: z.strictObject({ comment: commentId, from: z.string(), to: commentContent }),
  needs: (args) => ({ rows: { comment: [args.comment] }, lookups: mentionLookups(args.to) }),
  decide: ({ comment: id, from, to }, state, { actor, now }) => {
    const seen = seenComment(state, actor, id);
    if (seen === undefined) return notFound('comment');
    const { comment } = seen;
    const permission = can(actor, 'comment.edit', { ...seen, author: comment.author });
    if (!permission.ok) return forbidden(permission);
    if (comment.content === to) return accept();
    if (comment.content !== from) {
      const theirs = comment.content;
      // Its author alone edits it: the other change was made by the same person elsewhere.
      const by = comment.author;
      const at = comment.editedAt ?? comment.createdAt;
      const details = [{ field: 'content', from, yours: to, theirs, by, at }];
      const message = 'You changed this comment elsewhere meanwhile. Compare both and choose.';
      return reject(rejection('CONFLICT', message, { field: 'content', details }));
    }
    return accept(
      { type: 'comment.edited', comment, from, to, editedAt: now },
      ...watchMentioned(from, to, seen, state),
    );
  },
});

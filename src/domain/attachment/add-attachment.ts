import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { attachmentId, commentId, issueId } from '../ids.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, notFound } from '../refusals.ts';
import { attachmentName, attachmentSize, mime, sha256 } from './attachment.ts';

/**
 * Whoever sees the issue may attach a file to it, and to a comment of their own. Given by the host
 * alone, once it holds the bytes: no door takes somebody's word for a hash.
 */
export const addAttachment = defineCommand({
  name: 'attachment.add',
  schema: z.strictObject({
    id: attachmentId,
    issue: issueId,
    comment: commentId.nullable().default(null),
    name: attachmentName,
    mime,
    size: attachmentSize,
    sha256,
  }),
  needs: (args) => ({
    rows: {
      issue: [args.issue],
      attachment: [args.id],
      comment: args.comment === null ? [] : [args.comment],
    },
  }),
  decide: (args, state, { actor, now }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.attach', seen);
    if (!permission.ok) return forbidden(permission);
    if (args.comment !== null) {
      const comment = state.get('comment', args.comment);
      if (comment?.issue !== args.issue) return notFound('comment');
      const own = can(actor, 'comment.edit', { ...seen, author: comment.author });
      if (!own.ok) return forbidden(own);
    }
    if (state.get('attachment', args.id) !== undefined) return idTaken();
    const attachment = { ...args, author: actor.id, ...bornAt(now) };
    return accept({ type: 'attachment.added', attachment });
  },
});

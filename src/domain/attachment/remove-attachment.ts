import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { attachmentId } from '../ids.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Its author or an admin removes a file; that there was one stays in the activity, its name goes. */
export const removeAttachment = defineCommand({
  name: 'attachment.remove',
  schema: z.strictObject({ attachment: attachmentId }),
  needs: (args) => ({ rows: { attachment: [args.attachment] } }),
  decide: (args, state, { actor }) => {
    const attachment = state.get('attachment', args.attachment);
    const seen = attachment && seenIssue(state, actor, attachment.issue);
    if (attachment === undefined || seen === undefined) return notFound('attachment');
    const permission = can(actor, 'attachment.remove', { ...seen, author: attachment.author });
    if (!permission.ok) return forbidden(permission);
    return accept({ type: 'attachment.removed', attachment });
  },
});

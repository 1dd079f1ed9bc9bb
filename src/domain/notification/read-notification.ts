import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { notificationId } from '../ids.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { can } from '../permissions.ts';
import { notFound } from '../refusals.ts';

/**
 * Marks one of the actor's notifications as read. To anybody else it does not exist, nor to the
 * recipient while the issue is hidden from them.
 */
export const readNotification = defineCommand({
  name: 'notification.read',
  schema: z.strictObject({ id: notificationId }),
  needs: (args) => ({ rows: { notification: [args.id] } }),
  decide: ({ id }, state, { actor, now }) => {
    const notification = state.get('notification', id);
    if (notification === undefined) return notFound('notification');
    if (!can(actor, 'notification.read', { notification }).ok) return notFound('notification');
    if (seenIssue(state, actor, notification.issue) === undefined) return notFound('notification');
    if (notification.readAt !== null) return accept();
    const row = { ...notification, readAt: now, updatedAt: now };
    return accept({ type: 'record.changed', table: 'notification', before: notification, row });
  },
});

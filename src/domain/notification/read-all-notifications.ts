import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { seesIssue } from '../permissions.ts';

/** Marks every unread notification of the actor as read whose issue they see. */
export const readAllNotifications = defineCommand({
  name: 'notification.read-all',
  schema: z.strictObject({}),
  needs: () => ({}),
  asks: (_args, _state, { actor }) => [{ ask: 'unreadNotifications', of: { recipient: actor.id } }],
  decide: (_args, state, { actor, now }) => {
    const unread = state.answer('unreadNotifications', { recipient: actor.id });
    return accept(
      ...unread.flatMap(({ id, issue }): readonly DomainEvent[] => {
        const before = state.get('notification', id);
        const project = state.get('project', issue.project);
        if (before === undefined || project === undefined) return [];
        if (!seesIssue(actor, project, issue)) return [];
        const row = { ...before, readAt: now, updatedAt: now };
        return [{ type: 'record.changed', table: 'notification', before, row }];
      }),
    );
  },
});

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { seenIssue } from '../issue/seen-issue.ts';

/** Marks every unread notification of the actor as read whose issue they see. */
export const readAllNotifications = defineCommand({
  name: 'notification.read-all',
  schema: z.strictObject({}),
  needs: () => ({}),
  asks: (_args, _state, { actor }) => [{ ask: 'unreadNotifications', of: { recipient: actor.id } }],
  decide: (_args, state, { actor, now }) => {
    const unread = state.answer('unreadNotifications', { recipient: actor.id });
    return accept(
      ...unread.flatMap((id): readonly DomainEvent[] => {
        const before = state.get('notification', id);
        if (before === undefined || seenIssue(state, actor, before.issue) === undefined) return [];
        const row = { ...before, readAt: now, updatedAt: now };
        return [{ type: 'record.changed', table: 'notification', before, row }];
      }),
    );
  },
});

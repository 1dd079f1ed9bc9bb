import { useCallback, useEffect, useState } from 'react';
import type { NotificationId } from '#domain/ids.ts';
import type { NotificationShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command, runCommands } from '../../commands.ts';
import { type LongList, useRowPages } from '../../hooks/use-row-pages.ts';

export interface Inbox {
  readonly list: LongList<NotificationShape>;
  /** Whether it counts as read here: read, or being marked so. */
  readonly isRead: (notification: NotificationShape) => boolean;
  readonly markRead: (notification: NotificationShape) => void;
  readonly markAllRead: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The notifications, newest first, and how they are marked read: at once, before the answer. */
export function useInbox(unread: boolean): Inbox {
  const [marked, setMarked] = useState<ReadonlySet<string> | 'all'>(NONE);
  const read = useCallback(
    async (offset: number, count: number) => {
      const result = await call('inbox.page', { unread, offset, count });
      if (!result.ok) return result;
      const { total, notifications } = result.value;
      return { ok: true, value: { total, rows: notifications } } as const;
    },
    [unread],
  );
  const list = useRowPages('inbox.page', read);
  // What is read again says itself what is read.
  useEffect(() => {
    if (list.total !== undefined) setMarked((before) => (before === 'all' ? NONE : before));
  }, [list.total]);

  return {
    list,
    isRead: ({ id, readAt }) => readAt !== null || marked === 'all' || marked.has(id),
    markRead: async (notification) => {
      if (notification.readAt !== null) return;
      const { id } = notification;
      setMarked((before) => (before === 'all' ? before : new Set([...before, id])));
      const [outcome] = await runCommands([
        command('notification.read', { id: id as NotificationId }),
      ]);
      if (outcome?.outcome === 'accepted') return;
      setMarked((before) =>
        before === 'all' ? before : new Set([...before].filter((one) => one !== id)),
      );
    },
    markAllRead: async () => {
      setMarked('all');
      const [outcome] = await runCommands([command('notification.read-all', {})]);
      if (outcome?.outcome !== 'accepted') setMarked(NONE);
    },
  };
}

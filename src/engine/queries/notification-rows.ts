import type { NotificationKind } from '#domain/notification/notification.ts';
import type { NotificationShape } from '#protocol/shapes.ts';
import type { Labels } from '#store/query/labels.ts';
import type { Read } from '#store/tables.ts';
import { time, timeOrNull } from './shape.ts';

/** Notifications with what their shape shows; whoever asks narrows it to what the recipient sees. */
export function notificationRows(read: Read) {
  return read
    .selectFrom('notification')
    .innerJoin('issue', 'issue.seq', 'notification.issue')
    .innerJoin('user as actor', 'actor.n', 'notification.actor')
    .select(['notification.id', 'notification.kind', 'notification.message'])
    .select(['notification.created_at', 'notification.read_at', 'notification.recipient'])
    .select(['issue.seq', 'issue.id as issue_id', 'issue.project_key', 'issue.number'])
    .select(['issue.title', 'issue.project', 'issue.status', 'issue.category'])
    .select(['actor.id as actor_id', 'actor.username', 'actor.name']);
}

export type NotificationRow = Awaited<
  ReturnType<ReturnType<typeof notificationRows>['execute']>
>[number];

export function notificationShape(row: NotificationRow, labels: Labels): NotificationShape {
  return {
    id: row.id,
    kind: row.kind as NotificationKind,
    issue: {
      id: row.issue_id,
      key: `${row.project_key}-${row.number}`,
      title: row.title,
      status: labels.status(row.project, row.status, row.category),
    },
    actor: { id: row.actor_id, username: row.username, name: row.name },
    message: row.message,
    createdAt: time(row.created_at),
    readAt: timeOrNull(row.read_at),
  };
}

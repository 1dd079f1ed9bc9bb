import type { NotificationKind } from '#domain/notification/notification.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { readLabels } from '#store/query/labels.ts';
import { type Scope, scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { time, timeOrNull } from './shape.ts';

/**
 * The asker's notifications, newest first. Visibility is asked again now: what has gone out of sight
 * since is neither shown nor counted.
 */
export async function inboxPage(
  { unread, offset, count }: CallInput<'inbox.page'>,
  asker: Asker,
): Promise<CallOutput<'inbox.page'>> {
  const { read, dialect } = asker.store;
  const scope = await scopeOf(read, asker.user);
  const labels = await readLabels(read);
  const seen = seenNotifications(asker, scope);
  const shown = unread ? seen.where('notification.read_at', 'is', null) : seen;
  const rows = await shown
    .innerJoin('user as actor', 'actor.n', 'notification.actor')
    .select(['notification.id', 'notification.kind', 'notification.message'])
    .select(['notification.created_at', 'notification.read_at'])
    .select(['issue.id as issue_id', 'issue.project_key', 'issue.number', 'issue.title'])
    .select(['issue.project', 'issue.status', 'issue.category'])
    .select(['actor.id as actor_id', 'actor.username', 'actor.name'])
    .where(visible(scope, dialect))
    .orderBy('notification.created_at', 'desc')
    .orderBy('notification.id', 'desc')
    .offset(offset)
    .limit(count)
    .execute();
  return {
    total: await countOf(shown.where(visible(scope, dialect))),
    unread: await unreadCount(asker, scope),
    notifications: rows.map((row) => ({
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
    })),
  };
}

/** How many unread notifications the asker sees. */
export async function unreadCount(asker: Asker, scope?: Scope): Promise<number> {
  const { read, dialect } = asker.store;
  const now = scope ?? (await scopeOf(read, asker.user));
  const seen = seenNotifications(asker, now);
  return countOf(seen.where('notification.read_at', 'is', null).where(visible(now, dialect)));
}

function seenNotifications({ store }: Asker, scope: Scope) {
  return store.read
    .selectFrom('notification')
    .innerJoin('issue', 'issue.seq', 'notification.issue')
    .where('notification.recipient', '=', scope.user);
}

async function countOf(query: ReturnType<typeof seenNotifications>): Promise<number> {
  const { n } = await query
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

import type { CallInput, CallOutput } from '#protocol/api.ts';
import { readLabels } from '#store/query/labels.ts';
import { type Scope, scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { notificationRows, notificationShape } from './notification-rows.ts';

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
  const wanted = notificationRows(read).where('notification.recipient', '=', scope.user);
  const rows = await (unread ? wanted.where('notification.read_at', 'is', null) : wanted)
    .where(visible(scope, dialect))
    .orderBy('notification.created_at', 'desc')
    .orderBy('notification.id', 'desc')
    .offset(offset)
    .limit(count)
    .execute();
  return {
    total: await countOf(shown.where(visible(scope, dialect))),
    unread: await unreadCount(asker, scope),
    notifications: rows.map((row) => notificationShape(row, labels)),
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

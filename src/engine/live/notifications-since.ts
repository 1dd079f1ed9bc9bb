import type { UserId } from '#domain/ids.ts';
import type { NotificationShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import type { IssueFact } from '#store/live/issue-facts.ts';
import { readLabels } from '#store/query/labels.ts';
import { notificationRows, notificationShape } from '../queries/notification-rows.ts';
import type { Directory, Viewer } from './directory.ts';
import type { Reading } from './news.ts';

/** Of more than this, a person is told to read them again. */
const MOST_NOTIFICATIONS = 200;

/**
 * What these people's notifications became since a version, oldest first, as far as each sees the
 * issue now.
 */
export async function notificationsSince(
  version: number,
  viewers: readonly Viewer[],
  directory: Directory,
  factOf: (seq: number) => IssueFact | null,
  { store }: Pick<Reading, 'store'>,
): Promise<ReadonlyMap<UserId, readonly NotificationShape[] | 'reset'>> {
  const told = new Map<UserId, NotificationShape[] | 'reset'>();
  if (viewers.length === 0) return told;
  const byNumber = new Map(viewers.map((viewer) => [viewer.n, viewer]));
  const rows = await notificationRows(store.read)
    .where('notification.version', '>', version)
    .where(among(store.dialect, 'notification.recipient', [...byNumber.keys()]))
    .orderBy('notification.created_at')
    .orderBy('notification.id')
    .execute();
  if (rows.length === 0) return told;
  const labels = await readLabels(store.read);
  for (const row of rows) {
    const viewer = byNumber.get(row.recipient);
    const fact = factOf(row.seq);
    if (!viewer || fact === null || !directory.sees(viewer, fact)) continue;
    const own = told.get(viewer.user.id) ?? [];
    if (own === 'reset') continue;
    if (own.length === MOST_NOTIFICATIONS) told.set(viewer.user.id, 'reset');
    else told.set(viewer.user.id, [...own, notificationShape(row, labels)]);
  }
  return told;
}

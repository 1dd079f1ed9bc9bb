import type { Activity } from '#domain/activity/activity.ts';
import { type Columns, insertRows } from './batch.ts';
import { activityColumns } from './rows/part-rows.ts';
import type { Transaction } from './transaction.ts';

/** Adds entries to the record of what happened. They are never changed; an issue may be gone. */
export async function appendActivity(tx: Transaction, entries: readonly Activity[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.numbers.look({
    issue: entries.map(({ issue }) => issue),
    user: entries.map(({ actor }) => actor),
  });
  const rows = entries.map((entry): Columns => ({ ...activityColumns(entry, tx.numbers) }));
  await insertRows(tx.db, tx.dialect, 'activity', rows);
}

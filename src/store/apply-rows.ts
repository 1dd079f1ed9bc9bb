import { lookUpIssues, removeIssues, writeIssues } from './apply-issues.ts';
import { commentSeqs, countNewComments, removeParts, writeParts } from './apply-parts.ts';
import { removeRecords, writeRecords } from './apply-records.ts';
import { insertRows } from './batch.ts';
import { byTable, type ChangesByTable, type NetChange } from './changes.ts';
import { commentsToIndex, indexWritten, unindexRemoved } from './search/index-changes.ts';
import type { Transaction } from './transaction.ts';

export type { NetChange } from './changes.ts';
export { UniqueViolation } from './errors.ts';

/**
 * Writes the net changes of a transaction, whatever their order: parts of issues are removed first,
 * then rows are written from the ones that are pointed to down, then records are removed. Rows are
 * written as they are; `version` is that of the tombstones, which stand for what is removed.
 *
 * @throws UniqueViolation where two rows would hold one unique value; the transaction must end then
 */
export async function applyChanges(
  tx: Transaction,
  changes: readonly NetChange[],
  version: number,
): Promise<void> {
  if (changes.length === 0) return;
  const tables = byTable(changes);
  await writeRecords(tx, tables);
  await lookUpIssues(tx, tables);
  await writeTombstones(tx, tables, version);
  const removedComments = tables.comment.removed.map(({ id }) => id);
  await unindexRemoved(tx, tables, await commentSeqs(tx, removedComments));
  await removeParts(tx, tables);
  await removeIssues(tx, tables.issue.removed);
  await writeIssues(tx, tables.issue, countNewComments(tx, tables.comment));
  await writeParts(tx, tables);
  await indexWritten(tx, tables, await commentSeqs(tx, commentsToIndex(tables)));
  await removeRecords(tx, tables);
}

async function writeTombstones(
  tx: Transaction,
  tables: ChangesByTable,
  version: number,
): Promise<void> {
  const rows = Object.entries(tables).flatMap(([kind, { removed }]) =>
    removed.map(({ id }) => ({
      kind,
      id,
      v: version,
      seq: kind === 'issue' ? tx.numbers.seq(id) : null,
    })),
  );
  await insertRows(tx.db, tx.dialect, 'tombstone', rows, {
    key: ['kind', 'id'],
    update: ['v', 'seq'],
  });
}

import { lookUpIssues, removeIssues, writeIssues } from './apply-issues.ts';
import { countNewComments, removeParts, writeParts } from './apply-parts.ts';
import { removeRecords, writeRecords } from './apply-records.ts';
import { insertRows } from './batch.ts';
import { byTable, type ChangesByTable, type NetChange } from './changes.ts';
import { commentSeqs } from './comment-seqs.ts';
import { noteSearchGap } from './search/fill-search.ts';
import { commentsToIndex, indexWritten, unindexRemoved } from './search/index-changes.ts';
import type { Transaction } from './transaction.ts';

export type { NetChange } from './changes.ts';
export { UniqueViolation } from './errors.ts';

export interface ApplyOptions {
  /** `later` leaves new issues and their comments to `fillSearchGap`: for very many at once. */
  readonly words?: 'now' | 'later';
}

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
  { words = 'now' }: ApplyOptions = {},
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
  const indexed = words === 'now' ? tables : await leaveForLater(tx, tables);
  await indexWritten(tx, indexed, await commentSeqs(tx, commentsToIndex(indexed)));
  await removeRecords(tx, tables);
}

/** Notes the new issues as a gap of the index; answers the changes that are not in it. */
async function leaveForLater(
  tx: Transaction,
  { issue, comment }: ChangesByTable,
): Promise<Pick<ChangesByTable, 'issue' | 'comment'>> {
  const seqs = issue.made.map(({ id }) => tx.numbers.seq(id));
  const [first, last] = [seqs.at(0), seqs.at(-1)];
  if (first === undefined || last === undefined) return { issue, comment };
  await noteSearchGap(tx.db, first, last);
  const isNew = new Set<string>(issue.made.map(({ id }) => id));
  return {
    issue: { ...issue, made: [] },
    comment: { ...comment, made: comment.made.filter((row) => !isNew.has(row.issue)) },
  };
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

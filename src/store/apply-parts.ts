import { sql } from 'kysely';
import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import { among, type Columns, insertRows } from './batch.ts';
import type { ChangesByTable, TableChanges } from './changes.ts';
import { commentSeqs } from './comment-seqs.ts';
import { assignmentColumns, commentColumns } from './rows/part-rows.ts';
import { notificationColumns } from './rows/record-rows.ts';
import type { Transaction } from './transaction.ts';
import { deleteRows, updateRows } from './write-columns.ts';
import { writeAttachments, writeRelations } from './write-links.ts';

/** How many comments are new, by the issue's `seq`. */
export function countNewComments(
  tx: Transaction,
  { made }: TableChanges<Comment>,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { issue } of made) {
    const seq = tx.numbers.seq(issue);
    counts.set(seq, (counts.get(seq) ?? 0) + 1);
  }
  return counts;
}

/** Removes the parts of issues, before the issues and comments that they point to. */
export async function removeParts(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const tables = ['notification', 'relation', 'attachment', 'assignment', 'comment'] as const;
  for (const table of tables) {
    const ids = changes[table].removed.map(({ id }) => id);
    await deleteRows(tx.db, tx.dialect, table, 'id', ids);
  }
}

/** Writes new and changed parts of issues, after their issues. */
export async function writeParts(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const { db, dialect, numbers } = tx;
  await writeComments(tx, changes.comment);
  await recount(tx, changes);
  await writeAssignments(tx, changes.assignment);
  const row = (notification: (typeof changes.notification.made)[number]): Columns => ({
    ...notificationColumns(notification, numbers),
  });
  const updates = changes.notification.changed.map(({ before, after }) => ({
    before: row(before),
    after: row(after),
  }));
  await updateRows(db, dialect, 'notification', ['id'], updates);
  await insertRows(db, dialect, 'notification', changes.notification.made.map(row));
  await writeRelations(tx, changes.relation);
  await writeAttachments(tx, changes.attachment);
}

async function writeComments(
  tx: Transaction,
  { made, changed }: TableChanges<Comment>,
): Promise<void> {
  const { db, dialect, numbers } = tx;
  const row = (comment: Comment): Columns => ({ ...commentColumns(comment, numbers) });
  const seqs = await commentSeqs(
    tx,
    changed.map(({ after }) => after.id),
  );
  const updates = changed.map(({ before, after }) => ({
    before: row(before),
    after: row(after),
    kept: { seq: seqs.get(after.id) ?? null },
  }));
  await updateRows(db, dialect, 'comment', ['seq'], updates);
  if (made.length === 0) return;
  const { comment_seq: last } = await db
    .updateTable('head')
    .set((set) => ({ comment_seq: set('comment_seq', '+', made.length) }))
    .where('one', '=', 1)
    .returning('comment_seq')
    .executeTakeFirstOrThrow();
  let seq = last - made.length;
  const rows = made.map((comment) => ({ ...row(comment), seq: ++seq }));
  await insertRows(db, dialect, 'comment', rows);
}

/** Counts anew, rather than adding, the comments of issues that gained or lost some. */
async function recount(tx: Transaction, { comment, issue }: ChangesByTable): Promise<void> {
  const counted = new Set(issue.made.map(({ id }) => id));
  const ids = [...comment.made, ...comment.removed].map((row) => row.issue);
  const seqs = [...new Set(ids.filter((id) => !counted.has(id)).map((id) => tx.numbers.seq(id)))];
  if (seqs.length === 0) return;
  await sql`update issue set comment_count =
      (select count(*) from comment where comment.issue = issue.seq)
    where ${among(tx.dialect, 'issue.seq', seqs)}`.execute(tx.db);
}

/** Completed ones first: at most one of an issue may be open at any moment. */
async function writeAssignments(
  tx: Transaction,
  { made, changed }: TableChanges<Assignment>,
): Promise<void> {
  const { db, dialect, numbers } = tx;
  const row = (assignment: Assignment): Columns => ({ ...assignmentColumns(assignment, numbers) });
  for (const completed of [true, false]) {
    const updates = changed
      .filter(({ after }) => (after.status === 'completed') === completed)
      .map(({ before, after }) => ({ before: row(before), after: row(after) }));
    await updateRows(db, dialect, 'assignment', ['id'], updates);
  }
  await insertRows(db, dialect, 'assignment', made.map(row));
}

import type { Attachment } from '#domain/attachment/attachment.ts';
import type { Relation } from '#domain/relation/relation.ts';
import { type Columns, insertRows } from './batch.ts';
import type { TableChanges } from './changes.ts';
import { commentSeqs } from './comment-seqs.ts';
import { attachmentColumns, relationColumns } from './rows/link-rows.ts';
import type { Transaction } from './transaction.ts';
import { updateRows } from './write-columns.ts';

/** Writes new and changed relations, after their issues. */
export async function writeRelations(
  { db, dialect, numbers }: Transaction,
  { made, changed }: TableChanges<Relation>,
): Promise<void> {
  const row = (relation: Relation): Columns => ({ ...relationColumns(relation, numbers) });
  const updates = changed.map(({ before, after }) => ({ before: row(before), after: row(after) }));
  await updateRows(db, dialect, 'relation', ['id'], updates);
  await insertRows(db, dialect, 'relation', made.map(row));
}

/** Writes new and changed attachments, after their issues and comments. */
export async function writeAttachments(
  tx: Transaction,
  { made, changed }: TableChanges<Attachment>,
): Promise<void> {
  const { db, dialect, numbers } = tx;
  const all = [...made, ...changed.flatMap(({ before, after }) => [before, after])];
  const seqs = await commentSeqs(
    tx,
    all.flatMap(({ comment }) => comment ?? []),
  );
  const row = (attachment: Attachment): Columns => {
    const comment = attachment.comment === null ? null : (seqs.get(attachment.comment) ?? null);
    return { ...attachmentColumns(attachment, comment, numbers) };
  };
  const updates = changed.map(({ before, after }) => ({ before: row(before), after: row(after) }));
  await updateRows(db, dialect, 'attachment', ['id'], updates);
  await insertRows(db, dialect, 'attachment', made.map(row));
}

import type { AttachmentId, IssueId, UserId } from '#domain/ids.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** A file that is coming in pieces. */
export interface Upload {
  readonly id: string;
  /** Its maker. */
  readonly user: UserId;
  readonly issue: IssueId;
  readonly name: string;
  readonly mime: string;
  /** Bytes, as announced. */
  readonly size: number;
  /** As announced. */
  readonly sha256: string;
  /** How many bytes have come. */
  readonly received: number;
  /** What it became; null while it comes in. Afterwards name, mime and sha256 are empty. */
  readonly attachment: AttachmentId | null;
}

/** A stretch of an upload's bytes. */
export interface Piece {
  /** The offset of its first byte. */
  readonly start: number;
  readonly size: number;
  /** The name under which the blob store keeps its bytes. */
  readonly blob: string;
}

/** The upload of this id; undefined: there is none. */
export async function findUpload(db: Read, id: string): Promise<Upload | undefined> {
  const row = await db
    .selectFrom('upload')
    .innerJoin('user', 'user.n', 'upload.user')
    .innerJoin('issue', 'issue.seq', 'upload.issue')
    .select(['upload.id', 'user.id as user', 'issue.id as issue', 'upload.name', 'upload.mime'])
    .select(['upload.size', 'upload.sha256', 'upload.received', 'upload.attachment'])
    .where('upload.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      ...row,
      user: row.user as UserId,
      issue: row.issue as IssueId,
      attachment: row.attachment as AttachmentId | null,
    }
  );
}

/** Begins an upload; false: its issue is gone. */
export async function addUpload(
  tx: Transaction,
  upload: Omit<Upload, 'received' | 'attachment'>,
  at: number,
): Promise<boolean> {
  const issue = await tx.db
    .selectFrom('issue')
    .select('seq')
    .where('id', '=', upload.issue)
    .executeTakeFirst();
  if (issue === undefined) return false;
  await tx.numbers.look({ user: [upload.user] });
  await tx.db
    .insertInto('upload')
    .values({
      ...upload,
      user: tx.numbers.n('user', upload.user),
      issue: issue.seq,
      received: 0,
      attachment: null,
      progress_at: at,
    })
    .execute();
  return true;
}

/** Adds the bytes that follow those received. */
export async function addPiece(
  tx: Transaction,
  upload: string,
  piece: Piece,
  at: number,
): Promise<void> {
  await tx.db
    .insertInto('upload_piece')
    .values({ ...piece, upload })
    .execute();
  await tx.db
    .updateTable('upload')
    .set({ received: piece.start + piece.size, progress_at: at })
    .where('id', '=', upload)
    .execute();
}

/** The pieces of an upload in the order of their bytes. */
export async function piecesOf(db: Read, upload: string): Promise<readonly Piece[]> {
  return await db
    .selectFrom('upload_piece')
    .select(['start', 'size', 'blob'])
    .where('upload', '=', upload)
    .orderBy('start')
    .execute();
}

/** Notes that an upload goes on, so that it is not taken for abandoned. */
export async function touchUpload(tx: Transaction, id: string, at: number): Promise<void> {
  await tx.db.updateTable('upload').set({ progress_at: at }).where('id', '=', id).execute();
}

/** Forgets the bytes from `offset` on, which must be the start of a piece. */
export async function rewindUpload(tx: Transaction, id: string, offset: number): Promise<void> {
  await tx.db
    .deleteFrom('upload_piece')
    .where('upload', '=', id)
    .where('start', '>=', offset)
    .execute();
  await tx.db.updateTable('upload').set({ received: offset }).where('id', '=', id).execute();
}

/** Notes what an upload became, and forgets what it was. */
export async function closeUpload(
  tx: Transaction,
  id: string,
  attachment: AttachmentId,
): Promise<void> {
  await tx.db.deleteFrom('upload_piece').where('upload', '=', id).execute();
  await tx.db
    .updateTable('upload')
    .set({ attachment, name: '', mime: '', sha256: '' })
    .where('id', '=', id)
    .execute();
}

export async function dropUpload(tx: Transaction, id: string): Promise<void> {
  await tx.db.deleteFrom('upload').where('id', '=', id).execute();
}

/** Drops the uploads that did not go on since `before`, and tells how many. */
export async function dropStaleUploads(tx: Transaction, before: number): Promise<number> {
  const gone = await tx.db
    .deleteFrom('upload')
    .where('progress_at', '<', before)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Which of these uploads are still coming in. */
export async function openUploadsAmong(
  db: Read,
  dialect: Dialect,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('upload')
    .select('id')
    .where('attachment', 'is', null)
    .where(among(dialect, 'id', ids))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

import type { AttachmentId, IssueId } from '#domain/ids.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Read } from './tables.ts';

/** What an attachment says of its content, and where it is attached. */
export interface ContentOf {
  readonly issue: IssueId;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
}

/** The content of an attachment; undefined: there is no such attachment. */
export async function contentOf(db: Read, id: AttachmentId): Promise<ContentOf | undefined> {
  const row = await db
    .selectFrom('attachment')
    .innerJoin('issue', 'issue.seq', 'attachment.issue')
    .select(['issue.id as issue', 'attachment.name', 'attachment.mime', 'attachment.size'])
    .select('attachment.sha256')
    .where('attachment.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, issue: row.issue as IssueId };
}

/** Which of these hashes an attachment, or an upload that is still coming in, names. */
export async function namedAmong(
  db: Read,
  dialect: Dialect,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('attachment')
    .select('sha256')
    .where(among(dialect, 'sha256', hashes))
    .union(
      db
        .selectFrom('upload')
        .select('sha256')
        .where(among(dialect, 'sha256', hashes)),
    )
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

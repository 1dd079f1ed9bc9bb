import { type Result, success } from '#protocol/result.ts';
import type { AttachmentShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { findSeen } from './find-issue.ts';
import { grouped } from './paged.ts';
import { time } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/** The files at an issue and at its comments, oldest first. */
export async function attachmentsOf(
  name: string,
  asker: Reader,
): Promise<Result<readonly AttachmentShape[]>> {
  const found = await findSeen(name, asker);
  if (!found.ok) return found;
  const { id } = found.value;
  return success((await attachmentsOfIssues([id], asker)).get(id) ?? []);
}

/**
 * The same of many issues, by issue; those out of sight or without files are left out. As many
 * statements for a hundred issues as for one.
 */
export async function attachmentsOfIssues(
  issues: readonly string[],
  asker: Reader,
): Promise<ReadonlyMap<string, readonly AttachmentShape[]>> {
  const rows = await (await seenFiles(asker))
    .where(among(asker.store.dialect, 'issue.id', [...new Set(issues)]))
    .orderBy('attachment.created_at')
    .orderBy('attachment.id')
    .execute();
  return grouped(rows, ({ issue_id }) => issue_id, shapeOf);
}

/** One file, where the asker sees its issue. */
export async function readAttachment(
  id: string,
  asker: Reader,
): Promise<AttachmentShape | undefined> {
  const row = await (await seenFiles(asker)).where('attachment.id', '=', id).executeTakeFirst();
  return row && shapeOf(row);
}

async function seenFiles({ store: { read, dialect }, user }: Reader) {
  const scope = await scopeOf(read, user);
  return fileRows(read).where(visible(scope, dialect));
}

function fileRows(read: Reader['store']['read']) {
  return read
    .selectFrom('attachment')
    .innerJoin('issue', 'issue.seq', 'attachment.issue')
    .innerJoin('user as author', 'author.n', 'attachment.author')
    .leftJoin('comment', 'comment.seq', 'attachment.comment')
    .select(['attachment.id', 'attachment.name', 'attachment.mime', 'attachment.size'])
    .select(['attachment.sha256', 'attachment.created_at'])
    .select(['issue.id as issue_id', 'comment.id as comment_id'])
    .select(['author.id as author_id', 'author.username', 'author.name as author_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof fileRows>['execute']>>[number];

function shapeOf(row: Row): AttachmentShape {
  return {
    id: row.id,
    issue: row.issue_id,
    comment: row.comment_id,
    name: row.name,
    mime: row.mime,
    size: row.size,
    sha256: row.sha256,
    author: { id: row.author_id, username: row.username, name: row.author_name },
    createdAt: time(row.created_at),
  };
}

import type { Attachment } from '#domain/attachment/attachment.ts';
import type { Relation } from '#domain/relation/relation.ts';
import type { View } from '#domain/view/view.ts';
import { among } from './batch.ts';
import type { LoadTable } from './load-tables.ts';
import { attachmentOf, relationOf, viewOf } from './rows/link-rows.ts';

export const loadRelations: LoadTable<Relation> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('relation')
      .innerJoin('issue', 'issue.seq', 'relation.issue')
      .innerJoin('issue as other', 'other.seq', 'relation.other')
      .innerJoin('user as author', 'author.n', 'relation.author')
      .selectAll('relation')
      .select(['issue.id as issue_id', 'other.id as other_id', 'author.id as author_id'])
      .where(among(dialect, 'relation.id', ids))
      .execute()
  ).map(relationOf);

export const loadAttachments: LoadTable<Attachment> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('attachment')
      .innerJoin('issue', 'issue.seq', 'attachment.issue')
      .leftJoin('comment', 'comment.seq', 'attachment.comment')
      .innerJoin('user as author', 'author.n', 'attachment.author')
      .selectAll('attachment')
      .select(['issue.id as issue_id', 'comment.id as comment_id', 'author.id as author_id'])
      .where(among(dialect, 'attachment.id', ids))
      .execute()
  ).map(attachmentOf);

export const loadViews: LoadTable<View> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('saved_view')
      .innerJoin('user as owner', 'owner.n', 'saved_view.owner')
      .selectAll('saved_view')
      .select('owner.id as owner_id')
      .where(among(dialect, 'saved_view.id', ids))
      .execute()
  ).map(viewOf);

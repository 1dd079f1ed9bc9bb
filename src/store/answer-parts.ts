import type { Answers } from '#domain/state.ts';
import { ids } from './rows/ids.ts';
import type { Read } from './tables.ts';

type Answer<A extends keyof Answers> = Promise<Answers[A]['answer']>;

/** See `Answers.partsOfIssue`. */
export async function partsOfIssue(db: Read, issue: string): Answer<'partsOfIssue'> {
  const parts = (table: 'comment' | 'assignment' | 'notification' | 'attachment') =>
    db
      .selectFrom(table)
      .innerJoin('issue', 'issue.seq', `${table}.issue`)
      .select(`${table}.id`)
      .where('issue.id', '=', issue)
      .orderBy(`${table}.id`)
      .execute();
  const relations = await db
    .selectFrom('relation')
    .innerJoin('issue', (join) =>
      join.on((on) =>
        on.or([
          on('issue.seq', '=', on.ref('relation.issue')),
          on('issue.seq', '=', on.ref('relation.other')),
        ]),
      ),
    )
    .select('relation.id')
    .where('issue.id', '=', issue)
    .orderBy('relation.id')
    .execute();
  const duplicates = await db
    .selectFrom('issue')
    .innerJoin('issue as original', 'original.seq', 'issue.duplicate_of')
    .select('issue.id')
    .where('original.id', '=', issue)
    .orderBy('issue.seq')
    .execute();
  return {
    comments: ids(await parts('comment')),
    assignments: ids(await parts('assignment')),
    notifications: ids(await parts('notification')),
    attachments: ids(await parts('attachment')),
    relations: ids(relations),
    duplicates: ids(duplicates),
  };
}

/** See `Answers.attachmentsOfComment`. */
export async function attachmentsOfComment(
  db: Read,
  comment: string,
): Answer<'attachmentsOfComment'> {
  const rows = await db
    .selectFrom('attachment')
    .innerJoin('comment', 'comment.seq', 'attachment.comment')
    .select('attachment.id')
    .where('comment.id', '=', comment)
    .orderBy('attachment.id')
    .execute();
  return ids(rows);
}

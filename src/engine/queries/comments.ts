import { type Result, success } from '#protocol/result.ts';
import type { CommentShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { findSeen } from './find-issue.ts';
import { grouped, type Paged, type Window } from './paged.ts';
import { time, timeOrNull } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/** The comments on an issue, oldest first. */
export async function commentsOf(
  name: string,
  window: Window,
  asker: Reader,
): Promise<Result<Paged<CommentShape>>> {
  const found = await findSeen(name, asker);
  if (!found.ok) return found;
  const query = commentRows(asker).where('comment.issue', '=', found.value.seq);
  return success(await page(query, 'asc', window));
}

/** What a person said on issues that the asker sees, newest first. */
export async function commentsByUser(
  user: string,
  window: Window,
  asker: Reader,
): Promise<Paged<CommentShape>> {
  const { read, dialect } = asker.store;
  const query = commentRows(asker)
    .where('author.id', '=', user)
    .where(visible(await scopeOf(read, asker.user), dialect));
  return page(query, 'desc', window);
}

/** One comment, where the asker sees its issue. */
export async function readComment(id: string, asker: Reader): Promise<CommentShape | undefined> {
  const { read, dialect } = asker.store;
  const row = await shaped(
    commentRows(asker)
      .where('comment.id', '=', id)
      .where(visible(await scopeOf(read, asker.user), dialect)),
  ).executeTakeFirst();
  return row && shapeOf(row);
}

/**
 * The first or the last comments on each of many issues, oldest first, by issue; issues out of sight
 * or without comments are left out. As many statements for a hundred issues as for one.
 */
export async function commentsOfIssues(
  issues: readonly string[],
  { end, count }: { readonly end: 'first' | 'last'; readonly count: number },
  asker: Reader,
): Promise<ReadonlyMap<string, readonly CommentShape[]>> {
  const { read, dialect } = asker.store;
  const direction = end === 'first' ? 'asc' : 'desc';
  const places = read
    .selectFrom('comment')
    .innerJoin('issue', 'issue.seq', 'comment.issue')
    .select(({ fn }) => [
      'comment.seq',
      fn
        .agg<number>('row_number')
        .over((over) =>
          over
            .partitionBy('comment.issue')
            .orderBy('comment.created_at', direction)
            .orderBy('comment.seq', direction),
        )
        .as('place'),
    ])
    .where(among(dialect, 'issue.id', [...new Set(issues)]))
    .where(visible(await scopeOf(read, asker.user), dialect));
  const rows = await shaped(
    commentRows(asker).where('comment.seq', 'in', (eb) =>
      eb.selectFrom(places.as('placed')).select('placed.seq').where('placed.place', '<=', count),
    ),
  )
    .orderBy('comment.created_at')
    .orderBy('comment.seq')
    .execute();
  return grouped(rows, ({ issue_id }) => issue_id, shapeOf);
}

function commentRows({ store }: Reader) {
  return store.read
    .selectFrom('comment')
    .innerJoin('issue', 'issue.seq', 'comment.issue')
    .innerJoin('user as author', 'author.n', 'comment.author');
}

function shaped(query: ReturnType<typeof commentRows>) {
  return query
    .select(['comment.id', 'comment.content', 'comment.edited_at'])
    .select(['comment.created_at', 'comment.updated_at'])
    .select(['issue.id as issue_id', 'author.id as author_id', 'author.username', 'author.name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof shaped>['execute']>>[number];

async function page(
  query: ReturnType<typeof commentRows>,
  direction: 'asc' | 'desc',
  { offset, count }: Window,
): Promise<Paged<CommentShape>> {
  const { n } = await query
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await shaped(query)
    .orderBy('comment.created_at', direction)
    .orderBy('comment.seq', direction)
    .offset(offset)
    .limit(count)
    .execute();
  return { total: Number(n), items: rows.map(shapeOf) };
}

function shapeOf(row: Row): CommentShape {
  return {
    id: row.id,
    issue: row.issue_id,
    author: { id: row.author_id, username: row.username, name: row.name },
    content: row.content,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    editedAt: timeOrNull(row.edited_at),
  };
}

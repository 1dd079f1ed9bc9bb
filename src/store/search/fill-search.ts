import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import type { Read, Write } from '../tables.ts';
import { indexComments, indexIssues } from './index-words.ts';

/*
 * An import writes its issues without their words, and notes them as a gap in the same transaction.
 * The gap is then filled in slices, between which other work goes on; after a crash the filling goes
 * on where the last slice ended.
 */

/** Notes that the issues from `first` to `last` (`issue.seq`) are not searchable yet. */
export async function noteSearchGap(db: Write, first: number, last: number): Promise<void> {
  if (first > last) return;
  await db
    .insertInto('search_gap')
    .values({ first, last })
    .onConflict((conflict) =>
      conflict.column('first').doUpdateSet((eb) => ({
        last: eb
          .case()
          .when('search_gap.last', '<', eb.ref('excluded.last'))
          .then(eb.ref('excluded.last'))
          .else(eb.ref('search_gap.last'))
          .end(),
      })),
    )
    .execute();
}

/** How many row numbers are still to be gone through; 0 when every issue can be found. */
export async function searchGap(db: Read | Write): Promise<number> {
  const { left } = await db
    .selectFrom('search_gap')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>(sql`last - first + 1`), sql.lit(0)).as('left'))
    .executeTakeFirstOrThrow();
  return Number(left);
}

/** Indexes at most `issues` issues with their comments, in the transaction of `db`. */
export async function fillSearchGap(db: Write, dialect: Dialect, issues: number): Promise<void> {
  const gap = await db.selectFrom('search_gap').selectAll().orderBy('first').executeTakeFirst();
  if (!gap) return;
  const rows = await db
    .selectFrom('issue')
    .innerJoin('issue_text', 'issue_text.issue', 'issue.seq')
    .select([
      'issue.seq',
      'issue.title',
      'issue_text.description',
      'issue_text.bug_steps',
      'issue_text.bug_expected',
      'issue_text.bug_actual',
      'issue_text.bug_environment',
    ])
    .where('issue.seq', '>=', gap.first)
    .where('issue.seq', '<=', gap.last)
    .orderBy('issue.seq')
    .limit(issues)
    .execute();
  const newest = rows.at(-1)?.seq;
  const last = rows.length < issues || newest === undefined ? gap.last : newest;
  await indexIssues(
    db,
    dialect,
    rows.map((row) => ({ seq: row.seq, title: row.title, bodies: bodiesOf(row) })),
  );
  const comments = await db
    .selectFrom('comment')
    .select(['seq', 'issue', 'content'])
    .where('issue', '>=', gap.first)
    .where('issue', '<=', last)
    .execute();
  await indexComments(db, dialect, comments);
  await db.deleteFrom('search_gap').where('first', '=', gap.first).execute();
  await noteSearchGap(db, last + 1, gap.last);
}

/** The columns of `issue_text` that are searched. */
export interface SearchedColumns {
  readonly description: string;
  readonly bug_steps: string | null;
  readonly bug_expected: string | null;
  readonly bug_actual: string | null;
  /** JSON. */
  readonly bug_environment: string | null;
}

/** The bodies of an issue as `IssueWords` wants them. */
export function bodiesOf(row: SearchedColumns): string[] {
  const environment = Object.values(
    JSON.parse(row.bug_environment ?? '{}') as Record<string, string>,
  );
  const { description, bug_steps, bug_expected, bug_actual } = row;
  return [description, bug_steps, bug_expected, bug_actual, ...environment].filter(
    (text) => text !== null && text !== '',
  ) as string[];
}

/** Pages that one idle slice merges. */
const MERGE_PAGES = 64;

/**
 * Merges a little of what edits have left in pieces (SQLite; `automerge=0` keeps edits from doing
 * it). Harmless at any time; PostgreSQL's own vacuum does the like.
 */
export async function tidySearch(db: Write, dialect: Dialect): Promise<void> {
  if (dialect !== 'sqlite') return;
  for (const table of ['issue_words', 'comment_words']) {
    await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank)
      values ('merge', ${MERGE_PAGES})`.execute(db);
  }
}

import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { type Scope, visible } from '../query/viewer.ts';
import type { Read } from '../tables.ts';

/** An issue that holds some of the words, with the texts in which they may stand. */
export interface WordHolder {
  readonly seq: number;
  readonly id: string;
  readonly project: number;
  readonly projectKey: string;
  readonly number: number;
  readonly status: number;
  readonly category: number;
  readonly title: string;
  readonly description: string;
  readonly steps: string | null;
}

/** A word in the title counts as much as so many in the body. */
const TITLE_WEIGHT = 10;

/**
 * The issues that the scope sees and whose own text holds any of the words, those first that hold
 * them best by the database's rank (bm25 on SQLite, ts_rank on PostgreSQL).
 * @param words as `#domain/query/words.ts` makes them: letters and digits alone
 * @param project `project.n`; null: anywhere
 */
export async function issuesWithAny(
  db: Read,
  dialect: Dialect,
  words: readonly string[],
  {
    scope,
    project,
    most,
  }: { readonly scope: Scope; readonly project: number | null; readonly most: number },
): Promise<readonly WordHolder[]> {
  if (words.length === 0) return [];
  const scored = dialect === 'sqlite' ? inFts(words) : inVectors(words);
  const place = project === null ? sql`1 = 1` : sql`issue.project = ${project}`;
  const { rows } = await sql<WordHolder>`
    select issue.seq, issue.id, issue.project, issue.project_key as "projectKey", issue.number,
      issue.status, issue.category, issue.title, issue_text.description,
      issue_text.bug_steps as steps
    from (${scored}) as scored join issue on issue.seq = scored.issue
      join issue_text on issue_text.issue = issue.seq
    where ${place} and ${visible(scope, dialect)}
    order by scored.score desc, issue.seq desc limit ${most}`.execute(db);
  return rows;
}

function inFts(words: readonly string[]) {
  const match = words.map((word) => `"${word}"`).join(' OR ');
  return sql`select rowid as issue, -bm25(issue_words, ${sql.lit(TITLE_WEIGHT)}, 1) as score
    from issue_words where issue_words match ${match}`;
}

function inVectors(words: readonly string[]) {
  const query = words.map((word) => `'${word}'`).join(' | ');
  return sql`select issue, max(ts_rank(words, ${query}::tsquery)) as score from word_entry
    where comment is null and words @@ ${query}::tsquery group by issue`;
}

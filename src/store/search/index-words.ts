import { sql } from 'kysely';
import { wordText } from '#domain/query/words.ts';
import { insertRows } from '../batch.ts';
import type { Dialect } from '../dialect.ts';
import type { Write } from '../tables.ts';
import { bodyWords } from './word-text.ts';
import { wordVectors } from './word-vectors.ts';

/** The texts of an issue that words are searched in, comments apart. */
export interface IssueWords {
  /** `issue.seq`. */
  readonly seq: number;
  readonly title: string;
  /** Description, steps, expected, actual, and the values of the environment; empty ones may be left out. */
  readonly bodies: readonly string[];
}

export interface CommentWords {
  /** `comment.seq`. */
  readonly seq: number;
  /** `issue.seq`. */
  readonly issue: number;
  readonly content: string;
}

/** Whether words stand in the index already: those of a new row need not be taken out first. */
export type Standing = 'none' | 'maybe';

/*
 * Whoever writes an issue or a comment calls these in the same transaction. Indexing again replaces
 * what stood there. An issue is taken out by its deletion on PostgreSQL (foreign keys), on SQLite by
 * `removeIssueWords` and `removeCommentWords`, which on PostgreSQL do the same thing earlier.
 */

export async function indexIssues(
  db: Write,
  dialect: Dialect,
  issues: readonly IssueWords[],
  standing: Standing = 'maybe',
): Promise<void> {
  if (dialect === 'postgres') {
    if (standing === 'maybe') await removeIssueWords(db, dialect, seqsOf(issues));
    const entries = issues.flatMap(({ seq, title, bodies }) =>
      wordVectors(title, bodies).map((words) => ({ issue: seq, comment: null, words })),
    );
    await insertRows(db, dialect, 'word_entry', entries);
    return;
  }
  for (const { seq, title, bodies } of issues) {
    await sql`insert or replace into issue_words (rowid, title, body)
      values (${seq}, ${wordText(title)}, ${bodyWords(bodies)})`.execute(db);
  }
}

export async function indexComments(
  db: Write,
  dialect: Dialect,
  comments: readonly CommentWords[],
  standing: Standing = 'maybe',
): Promise<void> {
  if (dialect === 'postgres') {
    if (standing === 'maybe') await removeCommentWords(db, dialect, seqsOf(comments));
    const entries = comments.flatMap(({ seq, issue, content }) =>
      wordVectors('', [content]).map((words) => ({ issue, comment: seq, words })),
    );
    await insertRows(db, dialect, 'word_entry', entries);
    return;
  }
  for (const { seq, content } of comments) {
    await sql`insert or replace into comment_words (rowid, content)
      values (${seq}, ${wordText(content)})`.execute(db);
  }
}

/** Takes issues out, not their comments. @param seqs `issue.seq` */
export async function removeIssueWords(
  db: Write,
  dialect: Dialect,
  seqs: readonly number[],
): Promise<void> {
  if (seqs.length === 0) return;
  if (dialect === 'postgres') {
    await sql`delete from word_entry where comment is null and issue = any(${[...seqs]}::int[])`.execute(
      db,
    );
    return;
  }
  for (const seq of seqs) await sql`delete from issue_words where rowid = ${seq}`.execute(db);
}

/** @param seqs `comment.seq` */
export async function removeCommentWords(
  db: Write,
  dialect: Dialect,
  seqs: readonly number[],
): Promise<void> {
  if (seqs.length === 0) return;
  if (dialect === 'postgres') {
    await sql`delete from word_entry where comment = any(${[...seqs]}::int[])`.execute(db);
    return;
  }
  for (const seq of seqs) await sql`delete from comment_words where rowid = ${seq}`.execute(db);
}

function seqsOf(rows: readonly { readonly seq: number }[]): readonly number[] {
  return rows.map(({ seq }) => seq);
}

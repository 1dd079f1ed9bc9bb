import { sql } from 'kysely';
import type { TextTerm } from '#domain/query/ast.ts';
import type { Dialect } from '../dialect.ts';
import { oneOf } from '../query/one-of.ts';
import { readSeqs, SeqSet } from '../query/seq-set.ts';
import type { Read } from '../tables.ts';
import type { CommentIssues } from './comment-issues.ts';
import { ftsMatch, ftsTitleMatch } from './fts-match.ts';
import { tsQuery, tsTitleQuery } from './ts-query.ts';

/** The issues in which one of the searched texts holds the term's words; negation is not looked at. */
export async function issuesWith(
  db: Read,
  dialect: Dialect,
  term: TextTerm,
  comments: CommentIssues,
): Promise<SeqSet> {
  return dialect === 'sqlite' ? inFts(db, term, comments) : inVectors(db, tsQuery([term]));
}

/** As `issuesWith`, of these issues alone: what a change of a few costs must not grow with all. */
export async function issuesAmongWith(
  db: Read,
  dialect: Dialect,
  term: TextTerm,
  seqs: readonly number[],
): Promise<SeqSet> {
  if (dialect === 'postgres') {
    const { rows } = await sql<Packed>`
      select string_agg(issue::text, ',') as seqs from word_entry
      where ${oneOf(sql.ref('issue'), seqs, dialect)} and words @@ ${tsQuery([term])}::tsquery`.execute(
      db,
    );
    return packed(rows);
  }
  const match = ftsMatch([term]);
  // From the issue to its rows of the index: the planner would begin at all that match.
  const { rows } = await sql<Packed>`
    select group_concat(issue.seq) as seqs from issue
      cross join issue_words on issue_words.rowid = issue.seq
      where ${oneOf(sql.ref('issue.seq'), seqs, dialect)} and issue_words match ${match}
    union all
    select group_concat(comment.issue) as seqs from comment
      cross join comment_words on comment_words.rowid = comment.seq
      where ${oneOf(sql.ref('comment.issue'), seqs, dialect)} and comment_words match ${match}`.execute(
    db,
  );
  return packed(rows);
}

/** The issues whose title alone holds all the words. */
export async function issuesTitled(
  db: Read,
  dialect: Dialect,
  terms: readonly TextTerm[],
): Promise<SeqSet> {
  if (dialect === 'postgres') return inVectors(db, tsTitleQuery(terms));
  const match = ftsTitleMatch(terms);
  const { rows } = await sql<Packed>`
    select group_concat(rowid) as seqs from issue_words where issue_words match ${match}`.execute(
    db,
  );
  return packed(rows);
}

/** One column of many rows as one text, `3,14,15`. */
interface Packed {
  readonly seqs: string | null;
}

async function inFts(db: Read, term: TextTerm, comments: CommentIssues): Promise<SeqSet> {
  const match = ftsMatch([term]);
  const own = await sql<Packed>`
    select group_concat(rowid) as seqs from issue_words where issue_words match ${match}`.execute(
    db,
  );
  const said = await sql<Packed>`
    select group_concat(rowid) as seqs from comment_words
    where comment_words match ${match}`.execute(db);
  const found = packed(own.rows);
  const commentSeqs = said.rows[0]?.seqs ?? null;
  if (commentSeqs === null) return found;
  const issues = await comments.read(db);
  readSeqs(commentSeqs, (seq) => found.add(issues[seq] ?? 0));
  return found;
}

async function inVectors(db: Read, query: string): Promise<SeqSet> {
  const { rows } = await sql<Packed>`
    select string_agg(issue::text, ',') as seqs from word_entry
    where words @@ ${query}::tsquery`.execute(db);
  return packed(rows);
}

function packed(rows: readonly Packed[]): SeqSet {
  const set = new SeqSet();
  for (const { seqs } of rows) readSeqs(seqs, (seq) => set.add(seq));
  return set;
}

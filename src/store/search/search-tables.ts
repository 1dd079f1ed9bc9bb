import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/*
 * What full-text search reads. Both databases are given the words of `#domain/query/words.ts` and
 * cut nothing themselves, so which issues match is equal on both; their rank may differ.
 *
 * SQLite: two contentless FTS5 tables. `issue_words` has one row an issue (rowid = issue.seq) with
 * the columns title and body, `comment_words` one row a comment (rowid = comment.seq). The tokenizer
 * `ascii` splits at spaces and takes every other character of a word as it is. Prefixes of one, two
 * and three characters have an index of their own: without it a single letter costs 200 ms.
 * `automerge=0`: an edit pays for its own words alone, `tidySearch` merges in idle moments.
 *
 * PostgreSQL: `word_entry` has tsvectors made here, never by `to_tsvector`, under a GIN index: one
 * row an issue or a comment, several where a text is too long for one (`word-vectors.ts`).
 *
 * `search_gap` names issues that stand in their tables but not in the index yet (`fill-search.ts`).
 */

/** Issues with a `seq` from `first` to `last`, and their comments, that cannot be searched yet. */
export interface SearchGapTable {
  /** `issue.seq` of the first. */
  first: number;
  /** `issue.seq` of the last. */
  last: number;
}

/** The words of an issue or a comment for full text, on PostgreSQL alone; long texts have several rows. */
export interface WordEntryTable {
  /** The issue. */
  issue: number;
  /** The comment; null: words of the issue itself. */
  comment: number | null;
  /** Words of the title carry the weight A. */
  words: string;
}

/** Makes the tables of the search; a part of the first migration. */
export async function createSearchTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const statement of dialect === 'sqlite' ? SQLITE : POSTGRES) {
    await sql.raw(statement).execute(db);
  }
}

const FTS5_OPTIONS = "content='', contentless_delete=1, prefix='1 2 3', tokenize='ascii'";

const SQLITE = [
  `create virtual table issue_words using fts5(title, body, ${FTS5_OPTIONS})`,
  `create virtual table comment_words using fts5(content, ${FTS5_OPTIONS})`,
  "insert into issue_words (issue_words, rank) values ('automerge', 0)",
  "insert into comment_words (comment_words, rank) values ('automerge', 0)",
  'create table search_gap (first integer primary key, last integer not null) strict',
];

const POSTGRES = [
  `create table word_entry (issue integer not null references issue (seq) on delete cascade,
     comment integer references comment (seq) on delete cascade, words tsvector not null)`,
  'create index word_entry_words on word_entry using gin (words)',
  'create index word_entry_issue on word_entry (issue)',
  'create index word_entry_comment on word_entry (comment) where comment is not null',
  'create table search_gap (first integer primary key, last integer not null)',
];

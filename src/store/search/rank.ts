import { sql } from 'kysely';
import type { TextTerm } from '#domain/query/ast.ts';
import type { Dialect } from '../dialect.ts';
import { oneOf } from '../query/one-of.ts';
import { SeqSet } from '../query/seq-set.ts';
import type { Read } from '../tables.ts';
import { ftsMatch } from './fts-match.ts';
import { issuesTitled } from './text-search.ts';
import { tsQuery } from './ts-query.ts';

/** Where more than twice as many match, so many of the newest, and of the newest by title, are ranked. */
const RANKED_NEWEST = 2000;

/** A word in the title counts as much as so many in the body. */
const TITLE_WEIGHT = 10;

export interface Ranking {
  /** Every hit: the ranked ones from the best, then the others from the newest. */
  readonly seqs: Int32Array;
  /** Not every hit was a candidate for the ranking. */
  readonly capped: boolean;
}

/**
 * Orders the hits of a search by relevance. An issue whose own text holds all the words is scored
 * (bm25 on SQLite, ts_rank on PostgreSQL); one that was found through comments, or by words of
 * several texts together, has no score and follows, newest first.
 *
 * @param terms the words to find, none negated
 * @param newest see `RANKED_NEWEST`; a benchmark lifts it
 */
export async function rank(
  db: Read,
  dialect: Dialect,
  terms: readonly TextTerm[],
  hits: SeqSet,
  newest = RANKED_NEWEST,
): Promise<Ranking> {
  const capped = hits.size > 2 * newest;
  const candidates = capped
    ? unite((await issuesTitled(db, dialect, terms)).and(hits).newest(newest), hits.newest(newest))
    : hits.rising();
  const scores = await scoresOf(db, dialect, terms, [...candidates]);
  const ranked = [...scores.keys()];
  ranked.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || b - a);
  const others = hits.without(SeqSet.of(ranked));
  const seqs = new Int32Array(hits.size);
  seqs.set(ranked);
  seqs.set(others.newest(others.size), ranked.length);
  return { seqs, capped };
}

function unite(some: Int32Array, more: Int32Array): ReadonlySet<number> {
  return new Set([...some, ...more]);
}

/** The score of each candidate that holds all the words itself; higher is better. */
async function scoresOf(
  db: Read,
  dialect: Dialect,
  terms: readonly TextTerm[],
  candidates: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (candidates.length === 0) return new Map();
  const { rows } =
    dialect === 'sqlite'
      ? await ftsScores(db, terms, candidates)
      : await vectorScores(db, terms, candidates);
  return new Map(rows.map(({ issue, score }) => [issue, score]));
}

interface Score {
  readonly issue: number;
  readonly score: number;
}

function ftsScores(db: Read, terms: readonly TextTerm[], candidates: readonly number[]) {
  const oldest = candidates.reduce((least, seq) => Math.min(least, seq));
  // The unary plus keeps SQLite from running the match anew for each candidate.
  const among = oneOf(sql<number>`+rowid`, candidates, 'sqlite');
  return sql<Score>`
    select rowid as issue, -bm25(issue_words, ${sql.lit(TITLE_WEIGHT)}, 1) as score
    from issue_words
    where issue_words match ${ftsMatch(terms)} and rowid >= ${oldest} and ${among}`.execute(db);
}

function vectorScores(db: Read, terms: readonly TextTerm[], candidates: readonly number[]) {
  const query = tsQuery(terms);
  const among = oneOf(sql<number>`issue`, candidates, 'postgres');
  return sql<Score>`
    select issue, max(ts_rank(words, ${query}::tsquery)) as score from word_entry
    where comment is null and words @@ ${query}::tsquery and ${among}
    group by issue`.execute(db);
}

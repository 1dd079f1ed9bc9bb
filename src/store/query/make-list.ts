import { expressionBuilder, sql } from 'kysely';
import type { CompiledQuery } from '../compile-query.ts';
import type { Dialect } from '../dialect.ts';
import { rank } from '../search/rank.ts';
import type { Read, Schema } from '../tables.ts';
import { listKey } from './list-key.ts';
import { matchWords } from './match-words.ts';
import { oneOf } from './one-of.ts';
import type { OrderKey } from './order.ts';
import { countIssues, seqsOf, sortedSeqs } from './plan.ts';
import type { IssueList, Remembered } from './remembered.ts';
import type { SeqSet } from './seq-set.ts';

/** A compiled query under the keys by which its answers are remembered. */
export interface KeyedQuery extends CompiledQuery {
  /** Of the condition on rows. */
  readonly whereKey: string;
  /** Of the whole query. */
  readonly key: string;
}

/** Up to so many issues found by their words are handed to SQL by number. */
const FEW = 2000;

/** Makes the whole list of a query's issues, or gives the one that was made before. */
export function wholeList(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  remembered: Remembered,
): Promise<IssueList> {
  return remembered.lists.get(query.key, () =>
    query.words.length === 0
      ? filtered(db, dialect, query, query.order ?? [], remembered)
      : searched(db, dialect, query, remembered),
  );
}

async function filtered(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  order: readonly OrderKey[],
  remembered: Remembered,
): Promise<IssueList> {
  // To count what a selective filter finds costs as much as to list it.
  const found = query.selective ? 0 : await countFiltered(db, dialect, query, remembered);
  if (found === 0 && !query.selective) return { seqs: new Int32Array(0), capped: false };
  const sizes = { found, all: await remembered.all() };
  return { seqs: await sortedSeqs(db, dialect, query, order, sizes), capped: false };
}

/** How many issues the condition on rows finds. */
export function countFiltered(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  remembered: Remembered,
): Promise<number> {
  return remembered.counts.get(query.whereKey, () => countIssues(db, dialect, query));
}

async function searched(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  remembered: Remembered,
): Promise<IssueList> {
  const { found, avoided } = await matchWords(db, dialect, query.words, remembered);
  if (found === null) {
    const list = await sortedWhole(db, dialect, query, query.order ?? [], remembered);
    return keep(list, (seq) => !avoided.some((set) => set.has(seq)));
  }
  if (query.order !== null && found.size > FEW) {
    const list = await sortedWhole(db, dialect, query, query.order, remembered);
    return keep(list, (seq) => found.has(seq));
  }
  if (query.order !== null) {
    const filter = among(query, found, dialect);
    const sizes = { found: 0, all: await remembered.all() };
    return { seqs: await sortedSeqs(db, dialect, filter, query.order, sizes), capped: false };
  }
  const terms = query.words.filter(({ negated }) => !negated);
  const hits =
    found.size > FEW
      ? found.and(await filteredSet(db, dialect, query, remembered))
      : await seqsOf(db, dialect, among(query, found, dialect));
  return rank(db, dialect, terms, hits);
}

/** The list that the query would have without its words. */
function sortedWhole(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  order: readonly OrderKey[],
  remembered: Remembered,
): Promise<IssueList> {
  return remembered.lists.get(listKey(query.whereKey, order), () =>
    filtered(db, dialect, query, order, remembered),
  );
}

/** The issues that the query would find without its words; remembered from letter to letter. */
function filteredSet(
  db: Read,
  dialect: Dialect,
  query: KeyedQuery,
  remembered: Remembered,
): Promise<SeqSet> {
  return remembered.sets.get(`where ${query.whereKey}`, () => seqsOf(db, dialect, query));
}

function keep(list: IssueList, wanted: (seq: number) => boolean): IssueList {
  return { seqs: list.seqs.filter(wanted), capped: false };
}

/** The query's condition, asked of some issues alone. */
function among(query: KeyedQuery, seqs: SeqSet, dialect: Dialect) {
  const eb = expressionBuilder<Schema, 'issue'>();
  const chosen = oneOf(sql.ref<number>('issue.seq'), [...seqs.rising()], dialect);
  return { where: eb.and([chosen, query.where]), selective: true };
}

/** Gives a compiled query its keys. Two queries with one key have one list. */
export function keyed(db: Read, query: CompiledQuery): KeyedQuery {
  const { sql: text, parameters } = sql`${query.where}`.compile(db);
  const whereKey = `${text} ${JSON.stringify(parameters)}`;
  const words = query.words.map(({ negated, prefix, words }) => [negated, prefix, ...words]);
  const key = words.length === 0 ? whereKey : `${whereKey} ${JSON.stringify(words)}`;
  return { ...query, whereKey, key: listKey(key, query.order) };
}

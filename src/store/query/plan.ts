import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import type { Read } from '../tables.ts';
import { GROUP_CODE } from './groups.ts';
import { type Keyset, nearestFirst, type Side, stands } from './keyset.ts';
import { type OrderKey, orderBy, ordersByFacts, scatters, walkIndex } from './order.ts';
import { readSeqList, readSeqs, SeqSet } from './seq-set.ts';

/*
 * How a condition on `issue` is run. Measured on 100,099 issues: a scan of the wide covering index
 * `issue_facts` answers any combination in 2 to 10 ms, rows that must be fetched cost 1 µs each, and
 * a walk along the sort's index ends after a few rows where many issues match, but goes through all
 * of them where few do. SQLite's planner knows no such counts, so it is told. PostgreSQL's is left
 * to itself.
 */

/** A condition, and whether it leads straight to its issues (`CompiledQuery.selective`). */
export interface Filter {
  readonly where: Expression<SqlBool>;
  readonly selective: boolean;
}

/** What the choice of a plan goes by: how many issues the filter finds, and how many there are. */
export interface Sizes {
  readonly found: number;
  readonly all: number;
}

/** The issues of one status. */
export interface GroupCount {
  /** See `groupCode`. */
  readonly code: number;
  readonly count: number;
}

/** A walk is taken where at least one issue in so many is found. */
const MANY = 5;
/** The same, as a number of issues, where the order scatters what the filter finds. */
const MANY_SCATTERED = 1000;

export async function countIssues(db: Read, dialect: Dialect, filter: Filter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${scan(dialect, filter)} where ${filter.where}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

export async function countGroups(
  db: Read,
  dialect: Dialect,
  filter: Filter,
): Promise<GroupCount[]> {
  const { rows } = await sql<{ code: number; count: number }>`
    select ${GROUP_CODE} as code, count(*) as count
    from ${scan(dialect, filter)} where ${filter.where} group by 1`.execute(db);
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}

/** A short stretch near the top of the list, without making the whole list. */
export async function seqsAtTop(
  db: Read,
  dialect: Dialect,
  filter: Filter,
  order: readonly OrderKey[],
  sizes: Sizes,
  window: { readonly offset: number; readonly count: number },
): Promise<Int32Array> {
  if (sizes.found <= window.offset || window.count === 0) return new Int32Array(0);
  const walked = !filter.selective && walks(order, sizes);
  const source = walked ? walk(dialect, order) : scan(dialect, filter);
  const { rows } = await sql<{ seq: number }>`
    select issue.seq as seq from ${source} where ${filter.where}
    order by ${orderBy(order, walked ? 'walk' : sorting(dialect))}
    limit ${window.count} offset ${window.offset}`.execute(db);
  return Int32Array.from(rows, ({ seq }) => seq);
}

/** The rows next to a place, in the list's order. null: from its beginning. */
export async function seqsBeside(
  db: Read,
  dialect: Dialect,
  filter: Filter,
  order: readonly OrderKey[],
  { side, keyset, count }: Beside,
): Promise<readonly number[]> {
  const { rows } = await sql<{ seq: number }>`
    select issue.seq as seq from ${scan(dialect, filter)}
    where ${filter.where} and ${keyset === null ? sql`1 = 1` : stands(side, order, keyset)}
    order by ${nearestFirst(side, order)} limit ${count}`.execute(db);
  const seqs = rows.map(({ seq }) => seq);
  return side === 'before' ? seqs.toReversed() : seqs;
}

export interface Beside {
  readonly side: Side;
  readonly keyset: Keyset | null;
  readonly count: number;
}

/** The whole list in its order. */
export async function sortedSeqs(
  db: Read,
  dialect: Dialect,
  filter: Filter,
  order: readonly OrderKey[],
  sizes: Sizes,
): Promise<Int32Array> {
  const walked = !filter.selective && findsMany(sizes) && !ordersByFacts(order) && canWalk(order);
  const source = walked ? walk(dialect, order) : scan(dialect, filter);
  return readSeqList(
    await packed(
      db,
      dialect,
      sql`select issue.seq as seq from ${source} where ${filter.where}
        order by ${orderBy(order, walked ? 'walk' : sorting(dialect))}`,
    ),
  );
}

/** The issues that a filter finds, in no order. */
export async function seqsOf(db: Read, dialect: Dialect, filter: Filter): Promise<SeqSet> {
  const set = new SeqSet();
  const found = sql`select issue.seq as seq from ${scan(dialect, filter)} where ${filter.where}`;
  readSeqs(await packed(db, dialect, found), (seq) => set.add(seq));
  return set;
}

/** The group (`groups.ts`) of every issue, by row number. */
export async function groupBySeq(db: Read, dialect: Dialect): Promise<Uint16Array> {
  const { rows } = await sql<{ seqs: string | null; codes: string | null }>`
    select ${joined(dialect, 'seq')} as seqs, ${joined(dialect, 'code')} as codes
    from (select issue.seq as seq, ${GROUP_CODE} as code from issue order by issue.seq) as found`.execute(
    db,
  );
  const seqs = readSeqList(rows[0]?.seqs ?? null);
  const codes = new Uint16Array((seqs.at(-1) ?? 0) + 1);
  let at = 0;
  readSeqs(rows[0]?.codes ?? null, (code) => {
    codes[seqs[at] ?? 0] = code;
    at += 1;
  });
  return codes;
}

function walks(order: readonly OrderKey[], sizes: Sizes): boolean {
  if (!canWalk(order)) return false;
  return findsMany(sizes) || (scatters(order) && sizes.found >= MANY_SCATTERED);
}

function canWalk(order: readonly OrderKey[]): boolean {
  return walkIndex(order) !== null;
}

function findsMany({ found, all }: Sizes): boolean {
  return found * MANY >= all;
}

function scan(dialect: Dialect, { selective }: Filter): RawBuilder<unknown> {
  return dialect === 'sqlite' && !selective
    ? sql.raw('issue indexed by issue_facts')
    : sql.raw('issue');
}

function walk(dialect: Dialect, order: readonly OrderKey[]): RawBuilder<unknown> {
  const index = walkIndex(order);
  return dialect === 'sqlite' && index ? sql.raw(`issue indexed by ${index}`) : sql.raw('issue');
}

/** SQLite must not walk the sort's index all the same. */
export function sorting(dialect: Dialect): 'walk' | 'sort' {
  return dialect === 'sqlite' ? 'sort' : 'walk';
}

/** A column of all rows as one text: a row object for each of 100,000 numbers costs far more. */
async function packed(
  db: Read,
  dialect: Dialect,
  seqs: RawBuilder<unknown>,
): Promise<string | null> {
  const { rows } = await sql<{ seqs: string | null }>`
    select ${joined(dialect, 'seq')} as seqs from (${seqs}) as found`.execute(db);
  return rows[0]?.seqs ?? null;
}

function joined(dialect: Dialect, column: 'seq' | 'code'): RawBuilder<string | null> {
  return dialect === 'sqlite'
    ? sql`group_concat(${sql.ref(column)})`
    : sql`string_agg(${sql.ref(column)}::text, ',')`;
}

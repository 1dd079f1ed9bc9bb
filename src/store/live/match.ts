import { type RawBuilder, sql } from 'kysely';
import type { TextTerm } from '#domain/query/ast.ts';
import { listParameter } from '../batch.ts';
import { compileQuery } from '../compile-query.ts';
import type { Dialect } from '../dialect.ts';
import { Prepared, type SlotOf } from '../prepared.ts';
import { seqsOf } from '../query/plan.ts';
import { SeqSet } from '../query/seq-set.ts';
import type { CommentIssues } from '../search/comment-issues.ts';
import { issuesAmongWith, issuesWith } from '../search/text-search.ts';
import type { Read } from '../tables.ts';
import type { WatchedQuery } from './watched-query.ts';

/** Every issue that a query finds. */
export async function matchAll(
  db: Read,
  dialect: Dialect,
  watched: WatchedQuery,
  now: number,
  comments: CommentIssues,
): Promise<SeqSet> {
  const { query, zone, scope, names } = watched;
  const compiled = compileQuery(query, { dialect, scope, names, asker: { now, zone } });
  let found = await seqsOf(db, dialect, compiled);
  for (const term of compiled.words) {
    if (found.size === 0) break;
    found = sift(found, term, await issuesWith(db, dialect, term, comments));
  }
  return found;
}

function sift(found: SeqSet, term: TextTerm, holders: SeqSet): SeqSet {
  return term.negated ? found.without(holders) : found.and(holders);
}

/** Queries that one statement asks; PostgreSQL plans each anew, and both have limits of columns. */
const QUERIES_A_STATEMENT = 40;
/** A statement takes about so many parameters; one query alone may take more. */
const PARAMETERS_A_STATEMENT = 2000;

/**
 * Asks many queries of a few issues, again and again. Their statements are put together once and
 * kept until the queries change; one that depends on the time is put together each time.
 */
export class Matcher {
  readonly #dialect: Dialect;
  #fixed: { readonly queries: readonly WatchedQuery[]; readonly batches: readonly Batch[] } = {
    queries: [],
    batches: [],
  };

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Which of `seqs` each query finds, in the order of the queries. */
  async match(
    db: Read,
    queries: readonly WatchedQuery[],
    seqs: readonly number[],
    now: number,
  ): Promise<ReadonlyMap<WatchedQuery, SeqSet>> {
    const found = new Map(queries.map((watched) => [watched, new SeqSet()]));
    if (seqs.length === 0 || queries.length === 0) return found;
    const fixed = queries.filter(({ traits }) => !traits.ofTime);
    const timed = queries.filter(({ traits }) => traits.ofTime);
    if (!sameList(fixed, this.#fixed.queries)) {
      this.#fixed = { queries: fixed, batches: batchesOf(db, this.#dialect, fixed, now) };
    }
    for (const batch of [...this.#fixed.batches, ...batchesOf(db, this.#dialect, timed, now)]) {
      await runBatch(db, this.#dialect, batch, seqs, found);
    }
    return this.#siftWords(db, found, seqs);
  }

  /** Each term once, however many queries have it. */
  async #siftWords(
    db: Read,
    found: Map<WatchedQuery, SeqSet>,
    seqs: readonly number[],
  ): Promise<ReadonlyMap<WatchedQuery, SeqSet>> {
    const holders = new Map<string, SeqSet>();
    for (const [watched, rows] of found) {
      let left = rows;
      for (const term of watched.query.terms) {
        if (term.kind !== 'text' || left.size === 0) continue;
        const key = `${term.prefix} ${term.words.join(' ')}`;
        const set = holders.get(key) ?? (await issuesAmongWith(db, this.#dialect, term, seqs));
        holders.set(key, set);
        left = sift(left, term, set);
      }
      found.set(watched, left);
    }
    return found;
  }
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** A statement that asks several queries of a list of issues. */
interface Batch {
  readonly queries: readonly WatchedQuery[];
  readonly statement: Prepared<Asked, Found>;
}

interface Asked {
  /** Row numbers, as `listParameter` makes one parameter of them. */
  readonly seqs: unknown;
}

function batchesOf(
  db: Read,
  dialect: Dialect,
  queries: readonly WatchedQuery[],
  now: number,
): readonly Batch[] {
  const batches: Batch[] = [];
  let group: { readonly watched: WatchedQuery; readonly column: RawBuilder<unknown> }[] = [];
  let parameters = 0;
  const end = () => {
    if (group.length > 0) batches.push(batchOf(dialect, group));
    group = [];
    parameters = 0;
  };
  for (const watched of queries) {
    const { query, zone, scope, names } = watched;
    const { where } = compileQuery(query, { dialect, scope, names, asker: { now, zone } });
    const column = sql`case when ${where} then 1 else 0 end`;
    const own = column.compile(db).parameters.length;
    const isFull = group.length === QUERIES_A_STATEMENT;
    if (isFull || parameters + own > PARAMETERS_A_STATEMENT) end();
    group.push({ watched, column });
    parameters += own;
  }
  end();
  return batches;
}

/**
 * The tables that conditions look into stand here for their rows of the changed issues alone: a
 * condition such as "is among those tagged so" then never lists every issue that is.
 */
const NARROWED = {
  issue: 'seq',
  issue_tag: 'issue',
  issue_environment: 'issue',
  watcher: 'issue',
  attachment: 'issue',
} as const;

function batchOf(
  dialect: Dialect,
  group: readonly { readonly watched: WatchedQuery; readonly column: RawBuilder<unknown> }[],
): Batch {
  // Without its schema a name would mean the narrowed table itself in SQLite.
  const whole = (table: string) => (dialect === 'sqlite' ? sql.id('main', table) : sql.id(table));
  const narrowed = Object.entries(NARROWED).map(
    ([table, key]) => sql`${sql.id(table)} as materialized (
      select * from ${whole(table)} where ${sql.id(key)} in (select seq from wanted))`,
  );
  const columns = group.map(({ column }, index) => sql`${column} as ${sql.id(`q${index}`)}`);
  const statement = new Prepared((db, slot: SlotOf<Asked>) => {
    const wanted =
      dialect === 'sqlite'
        ? sql`select value from json_each(${slot('seqs')})`
        : sql`select unnest(${slot('seqs')}::int[])`;
    return sql<Found>`
      with wanted (seq) as materialized (${wanted}), ${sql.join(narrowed)}
      select issue.seq as seq, ${sql.join(columns)} from issue`.compile(db);
  });
  return { queries: group.map(({ watched }) => watched), statement };
}

interface Found {
  readonly seq: number;
  readonly [query: `q${number}`]: number;
}

async function runBatch(
  db: Read,
  dialect: Dialect,
  { queries, statement }: Batch,
  seqs: readonly number[],
  found: ReadonlyMap<WatchedQuery, SeqSet>,
): Promise<void> {
  for (const row of await statement.rows(db, { seqs: listParameter(dialect, seqs) })) {
    for (const [index, watched] of queries.entries()) {
      if (row[`q${index}`] === 1) found.get(watched)?.add(row.seq);
    }
  }
}

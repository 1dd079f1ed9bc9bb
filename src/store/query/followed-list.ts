import { sql } from 'kysely';
import { isAmong, listParameter } from '../batch.ts';
import type { Dialect } from '../dialect.ts';
import { Prepared, type SlotOf } from '../prepared.ts';
import type { Read } from '../tables.ts';
import type { KeyedQuery } from './make-list.ts';
import { type OrderKey, orderBy } from './order.ts';
import { seqsAtTop, seqsOf, sorting } from './plan.ts';
import type { RecentChanges } from './recent-changes.ts';
import type { SeqSet } from './seq-set.ts';

/** What is asked of a list that is followed. */
export interface FollowedTop {
  /** Exactly how many issues match. */
  readonly total: number;
  /** The first ones, by row number. */
  readonly seqs: readonly number[];
}

export interface TopSizes {
  /** How many issues there are, seen or not; asked only where a top is read anew. */
  readonly all: () => Promise<number>;
  /** Rows of the top that are wanted, and that are kept. */
  readonly wanted: number;
  readonly kept: number;
}

interface FoundRow {
  readonly seq: number;
  /** It changed after the version that is stepped to, or may have. */
  readonly isNewer: boolean;
}

/** A query whose issues stand in an order of columns. */
export type OrderedQuery = KeyedQuery & { readonly order: readonly OrderKey[] };

/**
 * The set of issues that a query finds and the top of their list, kept current from one version of
 * the data to the next by asking of the changed issues alone; making them anew costs a scan.
 *
 * Each step may be done twice, and may already see more than its version: what a changed issue is now
 * replaces what it was. Of the top, that part is known which ends with the last row that has not
 * changed, not even after that version: whatever is neither in the top nor changed stood after that
 * row, and still does.
 */
export class FollowedList {
  readonly #db: Read;
  readonly #dialect: Dialect;
  readonly #query: OrderedQuery;
  readonly #statement: ReturnType<typeof foundAmong>;
  readonly #set: SeqSet;
  #top: readonly number[] = [];
  /** The most that was asked to be kept of the top. */
  #kept = 0;
  /** The top is the whole list. */
  #isWhole = false;
  /** The state of the data that set and top show, at least. */
  #version: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    db: Read,
    dialect: Dialect,
    query: OrderedQuery,
    set: SeqSet,
    version: number,
  ) {
    this.#db = db;
    this.#dialect = dialect;
    this.#query = query;
    this.#set = set;
    this.#version = version;
    this.#statement = foundAmong(dialect, query);
  }

  static async make(
    db: Read,
    dialect: Dialect,
    query: OrderedQuery,
    version: number,
  ): Promise<FollowedList> {
    return new FollowedList(db, dialect, query, await seqsOf(db, dialect, query), version);
  }

  /** @returns null: what has changed since is not known, so the list must be made anew */
  top(version: number, changes: RecentChanges, sizes: TopSizes): Promise<FollowedTop | null> {
    const turn = this.#turn.then(async () => {
      const changed = changes.between(this.#version, version);
      if (changed === null) return null;
      this.#kept = Math.max(this.#kept, sizes.kept);
      if (changed.length > 0) await this.#follow(changed, version);
      this.#version = Math.max(this.#version, version);
      if (!this.#isWhole && this.#top.length < sizes.wanted) await this.#readTop(sizes.all);
      return { total: this.#set.size, seqs: this.#top.slice(0, sizes.wanted) };
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #follow(changed: readonly number[], version: number): Promise<void> {
    const differs = new Set(changed);
    const isAtTop = this.#top.some((seq) => differs.has(seq));
    if (!isAtTop && (await this.#found(changed, version)).length === 0) {
      for (const seq of changed) this.#set.remove(seq);
      return;
    }
    const before = new Set(this.#top);
    const found = await this.#found([...new Set([...this.#top, ...changed])], version);
    const matching = new Set(found.map(({ seq }) => seq));
    for (const seq of changed) {
      if (matching.has(seq)) this.#set.add(seq);
      else this.#set.remove(seq);
    }
    const known = found.findLastIndex(
      ({ seq, isNewer }) => before.has(seq) && !differs.has(seq) && !isNewer,
    );
    const end = this.#isWhole ? found.length : known + 1;
    this.#top = found.slice(0, Math.min(end, this.#kept)).map(({ seq }) => seq);
    this.#isWhole &&= end <= this.#kept;
  }

  /** Those of these issues that match, in the order of the list. */
  async #found(seqs: readonly number[], version: number): Promise<readonly FoundRow[]> {
    const list = listParameter(this.#dialect, seqs);
    const rows = await this.#statement.rows(this.#db, { list, version });
    return rows.map(({ seq, newer }) => ({ seq, isNewer: Boolean(newer) }));
  }

  async #readTop(all: TopSizes['all']): Promise<void> {
    const kept = this.#kept;
    const window = { offset: 0, count: kept };
    const sizes = { found: this.#set.size, all: await all() };
    const { order } = this.#query;
    this.#top = [...(await seqsAtTop(this.#db, this.#dialect, this.#query, order, sizes, window))];
    this.#isWhole = this.#top.length < kept;
  }
}

/** Asks a list about some issues: which match, in its order, and which have changed after a version. */
function foundAmong(dialect: Dialect, { where, order }: OrderedQuery) {
  return new Prepared((db, slot: SlotOf<{ readonly list: unknown; readonly version: number }>) => {
    const newer = sql<number | boolean>`exists (select 1 from change
        where change.v > ${slot('version')} and (change.issue = issue.seq or change.issue <= 0))`;
    return sql<{ readonly seq: number; readonly newer: number | boolean }>`
        select issue.seq as seq, ${newer} as newer from issue
        where ${isAmong(dialect, sql.ref('issue.seq'), 'int', slot('list'))} and ${where}
        order by ${orderBy(order, sorting(dialect))}`.compile(db);
  });
}

import { expressionBuilder } from 'kysely';
import type { Query } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import type { Category } from '#domain/workflow/workflow.ts';
import { compileQuery } from './compile-query.ts';
import type { Dialect } from './dialect.ts';
import type { DataClock } from './query/data-clock.ts';
import { arrange, countCodes, inGroup, statusOfGroup } from './query/groups.ts';
import { type IssueListRow, readRows } from './query/issue-rows.ts';
import { countFiltered, type KeyedQuery, keyed, wholeList } from './query/make-list.ts';
import { matchWords } from './query/match-words.ts';
import type { NamedRows } from './query/names.ts';
import type { OrderKey } from './query/order.ts';
import { type Beside, countGroups, type GroupCount, seqsAtTop, seqsBeside } from './query/plan.ts';
import { type IssueList, type Moment, type NameLookup, Remembered } from './query/remembered.ts';
import { traitsOf } from './query/traits.ts';
import type { Scope, Viewer } from './query/viewer.ts';
import type { WholeIssue } from './query/whole-issues.ts';
import type { Read, Schema } from './tables.ts';

/** What a list or a board column asks for. */
export interface PageRequest {
  /** Parsed and checked (`#domain/query`). */
  readonly query: Query;
  readonly viewer: Viewer;
  /** An IANA time zone: a date in a query is a whole day there. */
  readonly zone: string;
  readonly now: number;
  readonly group?: 'none' | 'status';
  /** With `group: 'status'`: names of statuses whose rows are left out of the list. */
  readonly collapsed?: readonly string[];
  /** Position of the first row, from 0, and how many rows. */
  readonly offset: number;
  readonly count: number;
  /** What is known of the moment, where it was looked up already. */
  readonly look?: Look | undefined;
  /** A search that a newer one has made pointless stops before its next statement. */
  readonly signal?: AbortSignal;
}

export interface StatusGroup {
  readonly status: string;
  readonly label: string;
  readonly category: Category;
  readonly count: number;
}

export interface IssuePage {
  /** Exactly how many issues match, those of collapsed groups included. */
  readonly total: number;
  readonly rows: readonly IssueListRow[];
  /** With `group: 'status'`: every status that matches, in the order of the list. */
  readonly groups: readonly StatusGroup[];
  /** Many matched, and the rank was worked out for the likeliest of them only. */
  readonly capped: boolean;
  /** Words were searched while the index is still being filled: issues may be missing. */
  readonly incomplete: boolean;
  /** The data version that the answer shows. */
  readonly version: number;
}

/** A part of a list, by row number. */
export interface IssuePart {
  /** Exactly how many issues match. */
  readonly total: number;
  readonly seqs: readonly number[];
}

/** What one viewer sees, and what names mean, at one moment of the data. */
export interface Look {
  readonly moment: Moment;
  readonly scope: Scope;
  /** The row numbers of what a query names; what there is not is left out. */
  readonly names: (query: Query) => Promise<NamedRows>;
  /** Names of the states of all workflows; one that is not among them may have come since. */
  readonly states: () => Promise<ReadonlySet<string>>;
  /** The id of whatever bears a name; undefined: nothing does. */
  readonly find: (name: NameLookup) => Promise<string | undefined>;
  /** Issues with all that they name, by row number, whoever may see them. */
  readonly issues: (seqs: readonly number[]) => Promise<ReadonlyMap<number, WholeIssue>>;
}

/** Deeper windows are read from a list of positions, which is made once and kept. */
const TOP = 200;

/** Rows of a top that is followed beyond it, for those that leave. */
const SPARE = 50;

/** By how often words begin with them. */
const FIRST_LETTERS = 'tsacibpwmofndrelhgvu01kjyqxz23456789';

/**
 * The lists of issues that a store shows. Keep one for as long as the store is open: it remembers
 * counts, lists of positions and word matches until the data change.
 */
export class IssueLists {
  readonly #db: Read;
  readonly #dialect: Dialect;
  readonly #remembered: Remembered;

  readonly #kept: number;

  /** @param kept how many rows of a list that is followed are kept */
  constructor(db: Read, dialect: Dialect, kept = TOP + SPARE) {
    this.#db = db;
    this.#dialect = dialect;
    this.#kept = kept;
    this.#remembered = new Remembered(db, dialect);
  }

  /**
   * What is known of this moment.
   * @param clock where it was just read, such as with who asks
   */
  async look(viewer: Viewer, clock?: DataClock): Promise<Look> {
    const moment = await this.#remembered.moment(clock);
    return {
      moment,
      scope: await this.#remembered.scope(viewer),
      names: (query) => this.#remembered.names(query),
      states: () => this.#remembered.states(),
      find: (name) => this.#remembered.find(name),
      issues: (seqs) => this.#remembered.issues(seqs),
    };
  }

  /** A window of the list, with the exact total and, if asked, the groups. */
  async page(request: PageRequest): Promise<IssuePage> {
    const { moment, query } = await this.#ask(request);
    const groups = request.group === 'status' ? await this.#groups(query) : null;
    request.signal?.throwIfAborted();
    const labels = await this.#remembered.labels();
    const open = groups?.filter(
      ({ status }) => !request.collapsed?.includes(labels.group(status, 0).name),
    );
    const { seqs, capped } = await this.#window(query, open ?? null, request);
    request.signal?.throwIfAborted();
    return {
      total: groups ? sum(groups) : await this.#total(query),
      rows: await readRows(this.#db, this.#dialect, seqs, labels),
      groups: (groups ?? []).map(({ status, category, count }) => {
        const { name, ...shown } = labels.group(status, category);
        return { status: name, ...shown, count };
      }),
      capped,
      incomplete: moment.incomplete && query.words.length > 0,
      version: moment.version,
    };
  }

  /**
   * A window of the list without groups, by row number, with the exact total. Near its top a list is
   * followed from version to version, so that it stays cheap while others write.
   */
  async part(request: Omit<PageRequest, 'group' | 'collapsed'>): Promise<IssuePart> {
    const { moment, query } = await this.#ask(request);
    const { offset, count } = request;
    const { order } = query;
    const wanted = offset + count;
    if (wanted <= Math.min(TOP, this.#kept) && order !== null && canFollow(request.query)) {
      const sizes = { wanted, kept: Math.min(this.#kept, wanted + SPARE) };
      const top = await this.#remembered.followed({ ...query, order }, moment.version, sizes);
      if (top !== null) return { total: top.total, seqs: top.seqs.slice(offset) };
    }
    const { seqs } = await this.#window(query, null, request);
    return { total: await this.#total(query), seqs: [...seqs] };
  }

  /**
   * The rows next to a place of a list that no words were searched for, by row number, with the order
   * in which they stand.
   */
  async beside(
    request: PageRequest,
    beside: Beside,
  ): Promise<{ readonly seqs: readonly number[]; readonly order: readonly OrderKey[] }> {
    const { query } = await this.#ask(request);
    if (query.order === null) throw new Error('A ranked list has no places but positions.');
    const seqs = await seqsBeside(this.#db, this.#dialect, query, query.order, beside);
    return { seqs, order: query.order };
  }

  /** Makes the list of positions ahead of the first deep window, as in a moment of idleness. */
  async prepare(request: PageRequest): Promise<void> {
    const { query } = await this.#ask(request);
    await this.#whole(query);
    if (request.group === 'status') await this.#remembered.groupCodes();
  }

  /** Every issue that matches, by row number, in the order of the list without groups. */
  async positions(request: PageRequest): Promise<Int32Array> {
    const { query } = await this.#ask(request);
    return (await this.#whole(query)).seqs;
  }

  /**
   * Looks up every single letter and digit, which is what the first search begins with: its pages
   * of the index may still lie on the disk. A search that comes meanwhile goes in between.
   * @param rest called after each; may throw, which ends it
   */
  async warm(rest: () => Promise<void>): Promise<void> {
    if (this.#dialect !== 'sqlite') return;
    await this.#remembered.moment();
    for (const letter of FIRST_LETTERS) {
      const typed = parse(letter);
      if (!typed.ok) throw new Error(`A letter is a search: ${letter}`);
      const words = typed.query.terms.filter((term) => term.kind === 'text');
      await matchWords(this.#db, this.#dialect, words, this.#remembered);
      await rest();
    }
  }

  /** Drops what is remembered of the data, as any change of them does. */
  forget(): void {
    this.#remembered.forget();
  }

  async #ask({ query, viewer, now, zone, signal, look }: PageRequest): Promise<Asked> {
    const { moment, scope, names } = look ?? (await this.look(viewer));
    signal?.throwIfAborted();
    const meaning = {
      dialect: this.#dialect,
      scope,
      names: await names(query),
      asker: { now, zone },
    };
    const asked = keyed(this.#db, compileQuery(query, meaning));
    // What an older moment still works out stands under its own key, and is never shown for this one.
    const index = asked.words.length === 0 ? '' : moment.gap;
    const key = `${moment.version} ${index} ${asked.key}`;
    return { moment, query: { ...asked, key } };
  }

  #whole(query: KeyedQuery): Promise<IssueList> {
    return wholeList(this.#db, this.#dialect, query, this.#remembered);
  }

  async #total(query: KeyedQuery): Promise<number> {
    return isCounted(query)
      ? countFiltered(this.#db, this.#dialect, query, this.#remembered)
      : (await this.#whole(query)).seqs.length;
  }

  /** Every status that matches, in the order of the list. */
  async #groups(query: KeyedQuery): Promise<readonly CountedGroup[]> {
    const counts = await this.#remembered.groups.get(query.key, async () => {
      if (isCounted(query)) return countGroups(this.#db, this.#dialect, query);
      const codes = await this.#remembered.groupCodes();
      const counted = countCodes((await this.#whole(query)).seqs, codes);
      return [...counted].map(([code, count]) => ({ code, count }));
    });
    const { place } = await this.#remembered.labels();
    return counts
      .map(({ code, count }) => ({ code, count, ...statusOfGroup(code) }))
      .sort((a, b) => place(a.status, a.category) - place(b.status, b.category));
  }

  async #window(
    query: KeyedQuery,
    open: readonly CountedGroup[] | null,
    { offset, count }: PageRequest,
  ): Promise<IssueList> {
    const { lists } = this.#remembered;
    const isTop = offset + count <= TOP && isCounted(query);
    if (isTop && query.order !== null && !lists.has(query.key)) {
      return { seqs: await this.#top(query, query.order, open, offset, count), capped: false };
    }
    const { seqs, capped } = await this.#whole(query);
    const end = offset + count;
    if (open === null) return { seqs: seqs.slice(offset, end), capped };
    const key = `${query.key} in ${open.map(({ code }) => code).join(',')}`;
    const arranged = await lists.get(key, async () => {
      return { seqs: arrange(seqs, await this.#remembered.groupCodes(), open), capped };
    });
    return { seqs: arranged.seqs.slice(offset, end), capped };
  }

  /** A window near the top, without the whole list: through the groups that it touches, if any. */
  async #top(
    query: KeyedQuery,
    order: readonly OrderKey[],
    open: readonly CountedGroup[] | null,
    offset: number,
    count: number,
  ): Promise<Int32Array> {
    const all = await this.#remembered.all();
    if (open === null) {
      const sizes = { found: await this.#total(query), all };
      return seqsAtTop(this.#db, this.#dialect, query, order, sizes, { offset, count });
    }
    const eb = expressionBuilder<Schema, 'issue'>();
    const found: number[] = [];
    let before = 0;
    for (const group of open) {
      const window = { offset: Math.max(0, offset - before), count: count - found.length };
      before += group.count;
      if (before <= offset || window.count === 0) continue;
      const filter = { ...query, where: eb.and([query.where, inGroup(group.code)]) };
      const sizes = { found: group.count, all };
      found.push(...(await seqsAtTop(this.#db, this.#dialect, filter, order, sizes, window)));
    }
    return Int32Array.from(found);
  }
}

interface Asked {
  readonly moment: Moment;
  readonly query: KeyedQuery;
}

/** `status` is `state.n`, `category` its code. */
interface CountedGroup extends GroupCount {
  readonly status: number;
  readonly category: number;
}

/** Whether counting first is worth it; else the whole list is made at once, and its length is the count. */
function isCounted(query: KeyedQuery): boolean {
  return query.words.length === 0 && !query.selective;
}

/** Whether the changed issues alone tell how its list changes, at whatever time it is asked. */
function canFollow(query: Query): boolean {
  const { ofTime, reaching } = traitsOf(query);
  return !ofTime && !reaching && query.terms.every(({ kind }) => kind !== 'text');
}

function sum(groups: readonly CountedGroup[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}

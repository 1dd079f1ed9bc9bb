import { expressionBuilder } from 'kysely';
import type { Query } from '#domain/query/ast.ts';
import type { Lookup } from '#domain/state.ts';
import { foldCase } from '#domain/text.ts';
import { changesSince } from '../change-log.ts';
import type { Dialect } from '../dialect.ts';
import { findRows } from '../find-rows.ts';
import { CommentIssues } from '../search/comment-issues.ts';
import type { Read, Schema } from '../tables.ts';
import { type DataClock, readClock } from './data-clock.ts';
import { FollowedList, type FollowedTop, type OrderedQuery } from './followed-list.ts';
import { KeptIssues } from './kept-issues.ts';
import { type Labels, readLabels } from './labels.ts';
import { listKey } from './list-key.ts';
import { Memory } from './memory.ts';
import { findNames, findStates, type NamedRows, namesAll, namesKey } from './names.ts';
import { countIssues, type GroupCount, groupBySeq } from './plan.ts';
import { RecentChanges } from './recent-changes.ts';
import type { SeqSet } from './seq-set.ts';
import { NOBODY, type Scope, scopeOf, type Viewer } from './viewer.ts';
import { readWholeIssues, type WholeIssue } from './whole-issues.ts';

/** The state of the data that an answer shows. */
export interface Moment extends DataClock {
  /** Some issues are not in the search index yet. */
  readonly incomplete: boolean;
}

/** The ranked or sorted list of a query's issues. */
export interface IssueList {
  readonly seqs: Int32Array;
  readonly capped: boolean;
}

/** A look-up by a name of which the log says when it changes. */
export type NameLookup =
  | { readonly find: 'user'; readonly by: 'username'; readonly value: string }
  | Extract<Lookup, { readonly by: 'key' | 'level' }>;

const SEVERAL = 500;
/** A list of 100,000 issues takes 0.4 MB. */
const LISTS = 24;
/** A set of 100,000 issues takes 12.5 kB. */
const SETS = 400;
/** A set and the row numbers of a top each. */
const FOLLOWED = 400;
/** More changed issues than that, and lists are made anew. */
const MOST_CHANGED = 500;

/**
 * What was worked out at one moment of the data. It is dropped when the data change, but for what the
 * log of changes tells to be the same still: what names mean, who sees what, issues that were shown, and
 * the lists that are followed, which are asked of the changed issues alone.
 */
export class Remembered {
  readonly counts = new Memory<number>(SEVERAL);
  readonly groups = new Memory<readonly GroupCount[]>(SEVERAL);
  readonly lists = new Memory<IssueList>(LISTS);
  readonly sets = new Memory<SeqSet>(SETS);
  /** Outlives every moment, since comments do not move. */
  readonly comments = new CommentIssues();
  /** These live until the log says that rights or names have changed. */
  readonly #scopes = new Memory<Scope>(SEVERAL);
  readonly #names = new Memory<NamedRows>(SEVERAL);
  readonly #states = new Memory<ReadonlySet<string>>(1);
  readonly #ids = new Memory<string | undefined>(SEVERAL);
  readonly #issues = new KeptIssues();
  readonly #labels = new Memory<Labels>(1);
  readonly #groupCodes = new Memory<Uint16Array>(1);
  readonly #followed = new Memory<FollowedList>(FOLLOWED);
  readonly #changes = new RecentChanges();
  readonly #db: Read;
  readonly #dialect: Dialect;
  #version = -1;
  #epoch = '';
  #gap: number | null = null;
  /** A look at what has changed that is under way. */
  #going: Promise<void> | null = null;

  constructor(db: Read, dialect: Dialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  /**
   * Looks at the clock of the data, where it was not just read, and forgets what an older moment
   * showed. Whoever read the clock before others saw a newer state is shown that one.
   */
  async moment(clock?: DataClock): Promise<Moment> {
    const seen = clock ?? (await readClock(this.#db));
    if (!this.#isReached(seen)) await this.#goOn(seen);
    if (seen.version === this.#version && seen.gap !== this.#gap) {
      this.sets.clear();
      this.#gap = seen.gap;
    }
    return {
      epoch: this.#epoch,
      version: this.#version,
      gap: this.#gap,
      incomplete: this.#gap !== null,
    };
  }

  #isReached({ epoch, version }: DataClock): boolean {
    return epoch === this.#epoch && version <= this.#version;
  }

  /** Many who see a new version at once wait for one look at what has changed. */
  async #goOn(seen: DataClock): Promise<void> {
    // It may have begun before this version was there.
    await this.#going?.catch(() => undefined);
    if (this.#isReached(seen)) return;
    this.#going ??= this.#goToNewest().finally(() => {
      this.#going = null;
    });
    await this.#going;
  }

  /** Drops what an older version showed; the lists that are followed learn what has changed. */
  async #goToNewest(): Promise<void> {
    const since = this.#version;
    const changes = await changesSince(this.#db, since, MOST_CHANGED);
    const { epoch, version, issues, gap } = changes;
    const isKnown = epoch === this.#epoch && since >= changes.floor;
    const isNamed = !changes.tooMany && !changes.scopeChanged && !changes.labelsChanged;
    this.#forgetMoment();
    if (isKnown && isNamed) {
      this.#changes.note({ version, issues });
      for (const seq of issues) this.#issues.drop(seq);
    } else this.#forgetLasting(version);
    this.#epoch = epoch;
    this.#version = version;
    this.#gap = gap;
  }

  /**
   * The count and the top of a list, followed from version to version; null: the data change too fast
   * to be followed.
   */
  async followed(
    query: OrderedQuery,
    version: number,
    sizes: { readonly wanted: number; readonly kept: number },
  ): Promise<FollowedTop | null> {
    const all = () => this.all();
    const key = listKey(query.whereKey, query.order);
    for (let tries = 0; tries < 2; tries += 1) {
      const list = await this.#followed.get(key, () =>
        FollowedList.make(this.#db, this.#dialect, query, version),
      );
      try {
        const top = await list.top(version, this.#changes, { all, ...sizes });
        if (top !== null) return top;
      } catch (error) {
        this.#followed.drop(key);
        throw error;
      }
      this.#followed.drop(key);
    }
    return null;
  }

  async scope(viewer: Viewer): Promise<Scope> {
    // Who comes to be is not in the log.
    const isLasting = ({ user }: Scope) => user !== NOBODY;
    const key = `${viewer.role} ${viewer.id}`;
    return this.#scopes.getLasting(key, () => scopeOf(this.#db, viewer), isLasting);
  }

  /** What the names of a query mean, those that there are. */
  async names(query: Query): Promise<NamedRows> {
    // A new name is not in the log.
    const isLasting = (names: NamedRows) => namesAll(query, names);
    return this.#names.getLasting(namesKey(query), () => findNames(this.#db, query), isLasting);
  }

  /** The id of whatever bears a name; undefined: nothing does. */
  async find(name: NameLookup): Promise<string | undefined> {
    const key = JSON.stringify([name.find, foldCase(name.value)]);
    const find = async () => (await findRows(this.#db, this.#dialect, [name]))[0]?.id;
    return this.#ids.getLasting(key, find, (id) => id !== undefined);
  }

  /** Names of the states of all workflows; one that is not among them may have come since. */
  states(): Promise<ReadonlySet<string>> {
    return this.#states.get('', () => findStates(this.#db));
  }

  /** Issues with all that they name, by row number, whoever may see them. */
  async issues(seqs: readonly number[]): Promise<ReadonlyMap<number, WholeIssue>> {
    const found = new Map<number, WholeIssue>();
    for (const seq of seqs) {
      const kept = this.#issues.get(seq);
      if (kept !== undefined) found.set(seq, kept);
    }
    const missing = seqs.filter((seq) => !found.has(seq));
    if (missing.length === 0) return found;
    const [epoch, version] = [this.#epoch, this.#version];
    for (const issue of await readWholeIssues(this.#db, this.#dialect, { seqs: missing })) {
      found.set(issue.seq, issue);
      // What has been named meanwhile may have changed after it was read.
      if (epoch === this.#epoch && version === this.#version) this.#issues.keep(issue);
    }
    return found;
  }

  labels(): Promise<Labels> {
    return this.#labels.get('', () => readLabels(this.#db));
  }

  /** The group of every issue, by row number. */
  groupCodes(): Promise<Uint16Array> {
    return this.#groupCodes.get('', () => groupBySeq(this.#db, this.#dialect));
  }

  /** How many issues there are, seen or not. */
  all(): Promise<number> {
    return this.counts.get('', () => {
      const where = expressionBuilder<Schema, 'issue'>().and([]);
      return countIssues(this.#db, this.#dialect, { where, selective: true });
    });
  }

  forget(): void {
    this.#forgetMoment();
    this.#forgetLasting(this.#version);
  }

  #forgetLasting(version: number): void {
    for (const memory of [this.#scopes, this.#names, this.#states, this.#ids]) memory.clear();
    this.#issues.clear();
    this.#followed.clear();
    this.#changes.begin(version);
  }

  #forgetMoment(): void {
    for (const memory of [this.counts, this.groups, this.lists, this.sets]) memory.clear();
    for (const memory of [this.#labels, this.#groupCodes]) memory.clear();
  }
}

import { expressionBuilder, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { CommentIssues } from '../search/comment-issues.ts';
import type { Read, Schema } from '../tables.ts';
import { type Labels, readLabels } from './labels.ts';
import { Memory } from './memory.ts';
import { countIssues, type GroupCount, groupBySeq } from './plan.ts';
import type { SeqSet } from './seq-set.ts';
import { type Scope, scopeOf, type Viewer } from './viewer.ts';

/** The state of the data that an answer shows. */
export interface Moment {
  /** `head.v`. */
  readonly version: number;
  /** Some issues are not in the search index yet. */
  readonly incomplete: boolean;
  /** The first row number that is not in it; changes as the index is filled. null: none. */
  readonly gap: number | null;
}

/** The ranked or sorted list of a query's issues. */
export interface IssueList {
  readonly seqs: Int32Array;
  readonly capped: boolean;
}

const SEVERAL = 500;
/** A list of 100,000 issues takes 0.4 MB. */
const LISTS = 24;
/** A set of 100,000 issues takes 12.5 kB. */
const SETS = 400;

/** What was worked out at one moment of the data; all of it is dropped when the data change. */
export class Remembered {
  readonly counts = new Memory<number>(SEVERAL);
  readonly groups = new Memory<readonly GroupCount[]>(SEVERAL);
  readonly lists = new Memory<IssueList>(LISTS);
  readonly sets = new Memory<SeqSet>(SETS);
  /** Outlives every moment, since comments do not move. */
  readonly comments = new CommentIssues();
  readonly #scopes = new Memory<Scope>(SEVERAL);
  readonly #labels = new Memory<Labels>(1);
  readonly #groupCodes = new Memory<Uint16Array>(1);
  readonly #db: Read;
  readonly #dialect: Dialect;
  #version = -1;
  #gap: number | null = null;

  constructor(db: Read, dialect: Dialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  /** Looks at the clock of the data, and forgets what an older moment showed. */
  async moment(): Promise<Moment> {
    const { rows } = await sql<{ version: number; gap: number | null }>`
      select v as version, (select min(first) from search_gap) as gap from head`.execute(this.#db);
    const { version = 0, gap = null } = rows[0] ?? {};
    if (version !== this.#version) this.forget();
    else if (gap !== this.#gap) this.sets.clear();
    this.#version = version;
    this.#gap = gap;
    return { version, incomplete: gap !== null, gap };
  }

  scope(viewer: Viewer): Promise<Scope> {
    return this.#scopes.get(`${viewer.role} ${viewer.id}`, () => scopeOf(this.#db, viewer));
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
    for (const memory of [this.counts, this.groups, this.lists, this.sets]) memory.clear();
    for (const memory of [this.#scopes, this.#labels, this.#groupCodes]) memory.clear();
  }
}

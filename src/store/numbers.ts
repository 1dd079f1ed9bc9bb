import { among, insertRows } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Write } from './tables.ts';

/** What rows that point to a row copy from it, by the row's id (a state's: its name). */
export interface Numbered {
  readonly user: { readonly n: number; readonly username: string };
  readonly project: { readonly n: number; readonly key: string };
  readonly severity: { readonly n: number; readonly rank: number };
  readonly tag: { readonly n: number };
  readonly state: { readonly n: number };
  readonly issue: { readonly seq: number };
}

export type NumberedTable = keyof Numbered;
/** Ids to be looked up, by table. */
export type Wanted = { readonly [T in NumberedTable]?: Iterable<string> };

/**
 * The small integers behind ids, looked up once a transaction: `look` for many at a time, then `of`
 * without waiting.
 */
export class Numbers {
  readonly #db: Write;
  readonly #dialect: Dialect;
  readonly #known: { readonly [T in NumberedTable]: Map<string, Numbered[T]> } = {
    user: new Map(),
    project: new Map(),
    severity: new Map(),
    tag: new Map(),
    state: new Map(),
    issue: new Map(),
  };

  constructor(db: Write, dialect: Dialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  /** Throws where `look` found no such row: a change points to a row that is not there. */
  of<T extends NumberedTable>(table: T, id: string): Numbered[T] {
    const numbered = this.#known[table].get(id);
    if (numbered === undefined) throw new Error(`There is no ${table} ${id} to point to.`);
    return numbered;
  }

  n(table: Exclude<NumberedTable, 'issue'>, id: string): number {
    return this.of(table, id).n;
  }

  seq(issue: string): number {
    return this.of('issue', issue).seq;
  }

  has(table: NumberedTable, id: string): boolean {
    return this.#known[table].has(id);
  }

  set<T extends NumberedTable>(table: T, id: string, numbered: Numbered[T]): void {
    this.#known[table].set(id, numbered);
  }

  /** What a row's change may have made untrue. */
  forget(table: NumberedTable, ids: Iterable<string>): void {
    for (const id of ids) this.#known[table].delete(id);
  }

  /** Looks up what is not known yet, one query a table. A deleted issue keeps its number. */
  async look(wanted: Wanted): Promise<void> {
    await this.#fill('user', wanted.user, (ids) =>
      this.#db.selectFrom('user').select(['id', 'n', 'username']).where(ids('id')).execute(),
    );
    await this.#fill('project', wanted.project, (ids) =>
      this.#db.selectFrom('project').select(['id', 'n', 'key']).where(ids('id')).execute(),
    );
    await this.#fill('severity', wanted.severity, (ids) =>
      this.#db.selectFrom('severity').select(['id', 'n', 'rank']).where(ids('id')).execute(),
    );
    await this.#fill('tag', wanted.tag, (ids) =>
      this.#db.selectFrom('tag').select(['id', 'n']).where(ids('id')).execute(),
    );
    await this.#fill('state', wanted.state, (ids) =>
      this.#db.selectFrom('state').select(['name as id', 'n']).where(ids('name')).execute(),
    );
    await this.#fill('issue', wanted.issue, (ids) =>
      this.#db.selectFrom('issue').select(['id', 'seq']).where(ids('id')).execute(),
    );
    await this.#fill('issue', wanted.issue, async (ids) => {
      const gone = await this.#db
        .selectFrom('tombstone')
        .select(['id', 'seq'])
        .where('kind', '=', 'issue')
        .where(ids('id'))
        .execute();
      return gone.flatMap(({ id, seq }) => (seq === null ? [] : [{ id, seq }]));
    });
  }

  /** Gives the next numbers to state names that no issue had before. */
  async addStates(names: Iterable<string>): Promise<void> {
    const fresh = [...new Set(names)].filter((name) => !this.#known.state.has(name));
    if (fresh.length === 0) return;
    let n = await this.last('state');
    const rows = fresh.map((name) => ({ n: ++n, name }));
    await insertRows(this.#db, this.#dialect, 'state', rows);
    for (const row of rows) this.#known.state.set(row.name, { n: row.n });
  }

  /** The largest `n` that is in use. */
  async last(table: 'user' | 'project' | 'severity' | 'tag' | 'state'): Promise<number> {
    const { max } = await this.#db
      .selectFrom(table)
      .select((select) => select.fn.max<number | null>('n').as('max'))
      .executeTakeFirstOrThrow();
    return max ?? 0;
  }

  async #fill<T extends NumberedTable>(
    table: T,
    ids: Iterable<string> | undefined,
    query: (
      condition: (column: string) => ReturnType<typeof among>,
    ) => Promise<readonly (Numbered[T] & { readonly id: string })[]>,
  ): Promise<void> {
    const known = this.#known[table];
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    const rows = await query((column) => among(this.#dialect, column, missing));
    for (const row of rows) known.set(row.id, row);
  }
}

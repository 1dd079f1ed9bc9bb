import type { IssueId } from '#domain/ids.ts';
import type {
  AnswerName,
  Answers,
  Lookup,
  Needs,
  Question,
  ReadState,
  RowChange,
  TableName,
  Tables,
} from '#domain/state.ts';
import type { NetChange } from '#store/changes.ts';
import type { Loaded } from '#store/load-rows.ts';
import type { Store, Transaction } from '#store/store.ts';

/**
 * What a batch of commands reads and writes in memory: rows as they are now, rows as they were
 * stored, and answers about sets. Nothing is written before `flush`.
 */
export class WorkingSet implements ReadState {
  readonly #store: Store;
  readonly #tx: Transaction;
  readonly #now = new Map<TableName, Map<string, Tables[TableName] | null>>();
  readonly #stored = new Map<TableName, Map<string, Tables[TableName] | null>>();
  readonly #touched = new Set<string>();
  readonly #found = new Map<string, string | undefined>();
  readonly #answers = new Map<string, unknown>();
  /** Answers that hold until one of these tables changes. */
  readonly #lasting = new Map<string, readonly TableName[]>();
  #version: number;
  #dirty = new Set<TableName>();

  constructor(store: Store, tx: Transaction, version: number) {
    this.#store = store;
    this.#tx = tx;
    this.#version = version;
  }

  /** Goes on with the next batch of the transaction; what was flushed before it is no longer told. */
  begin(version: number): void {
    if (this.#dirty.size > 0) throw new Error('A batch begins before the last one was flushed.');
    this.#version = version;
    this.#written = [];
    for (const key of this.#answers.keys()) if (!this.#lasting.has(key)) this.#answers.delete(key);
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return (this.#now.get(table)?.get(id) ?? undefined) as Tables[T] | undefined;
  }

  find(lookup: Lookup): string | undefined {
    const key = keyOf(lookup);
    if (!this.#found.has(key)) throw new Error(`The lookup was not named in needs: ${key}`);
    return this.#found.get(key);
  }

  answer<A extends AnswerName>(ask: A, of: Answers[A]['question']): Answers[A]['answer'] {
    const key = JSON.stringify({ ask, of });
    if (!this.#answers.has(key)) throw new Error(`The question was not named in asks: ${key}`);
    return this.#answers.get(key) as Answers[A]['answer'];
  }

  /** Loads what is not here yet, one query a table; lookups are always asked afresh. */
  async load(needs: Needs): Promise<void> {
    const lookups = needs.lookups ?? [];
    if (lookups.some((lookup) => this.#dirty.has(lookup.find))) await this.flush();
    const missing = this.#missing(this.#withIssues(needs));
    if (missing === null && lookups.length === 0) return;
    const loaded = await this.#store.loadRows(
      this.#tx,
      { rows: missing ?? {}, lookups },
      (table, id) => this.#now.get(table)?.has(id) ?? false,
    );
    this.#admit(loaded.rows);
    this.#noteAbsent(missing ?? {});
    this.#note(loaded.found);
  }

  /**
   * Writes what is pending where it may matter, then asks: a question about a set must see this
   * batch's own rows. An answer that came from tables which have not changed since holds still.
   */
  async ask(questions: readonly Question[]): Promise<void> {
    for (const question of questions) {
      const key = JSON.stringify(question);
      if (this.#lasting.has(key)) continue;
      const from: TableName[] = [];
      let isOfAll = false;
      const { answer, rows, found } = await this.#store.answer(
        this.#tx,
        question,
        async (...tables) => {
          from.push(...tables);
          isOfAll ||= tables.length === 0;
          if (isOfAll || tables.some((table) => this.#dirty.has(table))) await this.flush();
        },
      );
      this.#admit(rows);
      this.#note(found);
      this.#answers.set(key, answer);
      if (!isOfAll) this.#lasting.set(key, from);
    }
  }

  apply(changes: readonly RowChange[]): void {
    for (const change of changes) {
      this.#rows(this.#now, change.table).set(change.id, change.row);
      const stored = this.#rows(this.#stored, change.table);
      if (!stored.has(change.id)) stored.set(change.id, null);
      this.#dirty.add(change.table);
      for (const [key, from] of this.#lasting) {
        if (from.includes(change.table)) this.#lasting.delete(key);
      }
      if (change.touch !== false) this.#touched.add(`${change.table} ${change.id}`);
      this.#followAssignment(change);
    }
  }

  /** Keeps "the open assignment of this issue, else the newest" true within the batch. */
  #followAssignment(change: RowChange): void {
    if (change.table === 'issue') {
      const key = assignmentOf(change.id);
      if (!this.#found.has(key)) this.#found.set(key, undefined);
    } else if (change.table === 'assignment' && change.row) {
      const key = assignmentOf(change.row.issue);
      const known = this.#found.get(key);
      if (known === undefined || change.row.status !== 'completed') this.#found.set(key, change.id);
    }
  }

  /** Writes the net change of every row; rows that ended as they began are left alone. */
  async flush(): Promise<readonly NetChange[]> {
    const changes: NetChange[] = [];
    for (const table of this.#dirty) {
      const stored = this.#rows(this.#stored, table);
      for (const [id, current] of this.#rows(this.#now, table)) {
        const before = stored.get(id) ?? null;
        if (before === current) continue;
        const touched = this.#touched.has(`${table} ${id}`);
        const after =
          current === null || !touched ? current : { ...current, version: this.#version };
        changes.push({ table, id, before, after } as NetChange);
        this.#rows(this.#now, table).set(id, after);
        stored.set(id, after);
      }
    }
    this.#dirty = new Set();
    this.#touched.clear();
    if (changes.length > 0) await this.#store.applyChanges(this.#tx, changes, this.#version);
    this.#written.push(...changes);
    return changes;
  }

  #written: NetChange[] = [];

  /** Every change of this batch that was flushed so far, for the feed. */
  get written(): readonly NetChange[] {
    return this.#written;
  }

  /** A question may have brought a part of an issue by itself; whoever asks for it gets both. */
  #withIssues({ rows = {}, ...needs }: Needs): Needs {
    const issues = PARTS.flatMap((table) =>
      (rows[table] ?? []).flatMap((id) => this.get(table, id)?.issue ?? []),
    );
    return { ...needs, rows: { ...rows, issue: [...(rows.issue ?? []), ...issues] } };
  }

  #missing(needs: Needs): Needs['rows'] | null {
    const missing: { [T in TableName]?: readonly string[] } = {};
    let any = false;
    for (const [table, ids] of Object.entries(needs.rows ?? {}) as [
      TableName,
      readonly string[],
    ][]) {
      const here = this.#now.get(table);
      const absent = [...new Set(ids)].filter((id) => !here?.has(id));
      if (absent.length === 0) continue;
      missing[table] = absent;
      any = true;
    }
    return any ? missing : null;
  }

  #note(found: Loaded['found']): void {
    for (const { lookup, id } of found) {
      const key = keyOf(lookup);
      // The store does not know yet whom this batch has assigned.
      const isNewer = lookup.find === 'assignment' && this.#dirty.has('assignment');
      if (!isNewer || !this.#found.has(key)) this.#found.set(key, id);
    }
  }

  /** Loaded rows never replace what a command of this batch has changed. */
  #admit(rows: { readonly [T in TableName]?: readonly Tables[T][] }): void {
    for (const [table, list] of Object.entries(rows) as [
      TableName,
      readonly Tables[TableName][],
    ][]) {
      const now = this.#rows(this.#now, table);
      const stored = this.#rows(this.#stored, table);
      for (const row of list) {
        if (now.has(row.id)) continue;
        now.set(row.id, row);
        stored.set(row.id, row);
      }
    }
  }

  /** What is not stored need not be asked for again: nobody else writes meanwhile. */
  #noteAbsent(asked: NonNullable<Needs['rows']>): void {
    for (const [table, ids] of Object.entries(asked) as [TableName, readonly string[]][]) {
      const now = this.#rows(this.#now, table);
      const stored = this.#rows(this.#stored, table);
      for (const id of ids) {
        if (now.has(id)) continue;
        now.set(id, null);
        stored.set(id, null);
      }
    }
  }

  #rows<V>(sets: Map<TableName, Map<string, V>>, table: TableName): Map<string, V> {
    const present = sets.get(table);
    if (present) return present;
    const fresh = new Map<string, V>();
    sets.set(table, fresh);
    return fresh;
  }
}

/** What `ReadState` loads together with the issue that it belongs to. */
const PARTS = ['notification', 'comment', 'assignment', 'attachment'] as const;

function assignmentOf(issue: string): string {
  return keyOf({ find: 'assignment', by: 'issue', value: issue as IssueId });
}

function keyOf(lookup: Lookup): string {
  const source = 'source' in lookup ? lookup.source : '';
  return JSON.stringify([lookup.find, lookup.by, lookup.value, source]);
}

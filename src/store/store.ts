import { sql } from 'kysely';
import type { Activity } from '#domain/activity/activity.ts';
import type { CommandId } from '#domain/ids.ts';
import type { Needs, Question, TableName } from '#domain/state.ts';
import { appendActivity } from './activity.ts';
import { type Answered, answer, type Settle } from './answer.ts';
import { type ApplyOptions, applyChanges } from './apply-rows.ts';
import type { CallLog } from './call-log.ts';
import type { NetChange } from './changes.ts';
import type { Connection } from './connection.ts';
import type { Dialect } from './dialect.ts';
import type { Finding } from './finding.ts';
import { type Loaded, loadRows } from './load-rows.ts';
import { type Migrated, migrate, newestSchema, readSchema } from './migrate.ts';
import { Numbers } from './numbers.ts';
import { findOutcomes, type StoredOutcome, saveOutcomes } from './outcomes.ts';
import { makePokes, type PokeListener } from './pokes.ts';
import { pruneChanges } from './prune-changes.ts';
import { searchGap, tidySearch } from './search/fill-search.ts';
import type { Read, Write } from './tables.ts';
import type { Transaction } from './transaction.ts';
import { verify } from './verify.ts';

export type { Transaction } from './transaction.ts';

export interface StoreOptions {
  /** A random word, such as a UUID: for the tag of a commit and the epoch of a store. */
  readonly newWord: () => string;
  readonly log?: CallLog;
}

/** The position of a store's history. */
export interface Head {
  readonly version: number;
  readonly tag: string;
  readonly epoch: string;
}

/** Rows in SQLite or PostgreSQL: the same face, the same outcomes. */
export interface Store {
  readonly dialect: Dialect;
  /** For queries: it sees what was committed and never waits for a writer. */
  readonly read: Read;
  /**
   * For what cannot run in a transaction, such as attaching a file. Never use it inside
   * `transaction`: on SQLite that waits for itself for ever.
   */
  readonly write: Write;

  /**
   * Runs `work` alone: nobody else writes until it ends, and whatever it throws undoes it all.
   * @throws StoreBusy where another connection holds the lock for too long (`SqliteOptions.busyMs`);
   *   StoreAway where the database does not answer: if it was lost at the end, `work` may stand
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** @param isKnown whether a row is known already, and need not be loaded */
  loadRows(
    tx: Transaction,
    needs: Needs,
    isKnown?: (table: TableName, id: string) => boolean,
  ): Promise<Loaded>;
  /** @param settle called before rows are read: whoever asks writes then what is pending */
  answer(tx: Transaction, question: Question, settle?: Settle): Promise<Answered>;
  applyChanges(
    tx: Transaction,
    changes: readonly NetChange[],
    version: number,
    options?: ApplyOptions,
  ): Promise<void>;
  appendActivity(tx: Transaction, entries: readonly Activity[]): Promise<void>;
  findOutcomes(
    tx: Transaction,
    ids: readonly CommandId[],
  ): Promise<ReadonlyMap<CommandId, StoredOutcome>>;
  saveOutcomes(tx: Transaction, outcomes: readonly StoredOutcome[]): Promise<void>;
  /** Makes `version` the version of the store when the transaction commits. */
  advance(tx: Transaction, version: number): Promise<void>;

  /** The version of the newest commit; 0 in a new store. */
  version(): Promise<number>;
  head(): Promise<Head>;
  /**
   * Whether another connection has changed what is shown, or what can be searched, since this was
   * last asked; false when asked first.
   */
  changedElsewhere(): Promise<boolean>;

  /**
   * Tells `listener` after commits, of this process at once and of others as soon as they are heard
   * of, many at a time where they come fast. What is not heard of is found by looking, within 2
   * seconds. A poke may tell what is known already.
   * @returns what ends it
   */
  onPoke(listener: PokeListener): () => void;

  /** Brings the tables up to date; to be called once after opening. */
  migrate(): Promise<readonly Migrated[]>;
  /** Whether the tables are exactly those that this program knows. */
  isMigrated(): Promise<boolean>;
  /**
   * Copies a consistent state into a new file while others work. It is a SQLite store of the same
   * schema, whatever this one is.
   */
  backup(file: string): Promise<void>;
  /** What is wrong with the store; empty: nothing. Reads every row. */
  verify(): Promise<readonly Finding[]>;
  /** A short piece of housekeeping for an idle moment. */
  maintain(): Promise<void>;
  /** After very many changes: fresh statistics for the planner, and the log folded back whole. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The store over an open connection. */
export function makeStore(connection: Connection, { newWord }: StoreOptions): Store {
  const { dialect, read, write } = connection;
  const elsewhere = watchOthers(connection);
  const version = async () => (await readHead(read)).version;
  const pokes = makePokes(connection, version);
  const advanced = new WeakMap<Write, number>();
  return {
    dialect,
    read,
    write,
    transaction: async (work) => {
      const result = await write.transaction().execute(async (db) => {
        const tx = await begin(db as unknown as Write, dialect);
        const value = await work(tx);
        return { value, before: tx.version, after: advanced.get(tx.db) ?? tx.version };
      });
      elsewhere.committed(result.before, result.after);
      if (result.after !== result.before) pokes.committed(result.after);
      return result.value;
    },
    loadRows: (tx, needs, isKnown = () => false) =>
      loadRows(tx.db, dialect, needs, { isKnown, numbers: tx.numbers }),
    answer: (tx, question, settle) => answer(tx.db, dialect, question, settle),
    applyChanges,
    appendActivity,
    findOutcomes,
    saveOutcomes,
    advance: async (tx, next) => {
      // By its key: else SQLite makes ready for many rows, and writes what the index collects each time.
      await tx.db
        .updateTable('head')
        .set({ v: next, tag: newWord() })
        .where('one', '=', 1)
        .execute();
      advanced.set(tx.db, next);
    },
    version,
    head: () => readHead(read),
    changedElsewhere: elsewhere.ask,
    onPoke: pokes.listen,
    migrate: async () => {
      const ran = await migrate(connection);
      await write.transaction().execute((tx) => makeHead(tx as unknown as Write, newWord));
      return ran;
    },
    isMigrated: async () => (await readSchema(read, dialect)) === newestSchema(),
    backup: connection.backup,
    verify: () => verify(connection),
    maintain: async () => {
      await write.transaction().execute(async (tx) => {
        await tidySearch(tx as unknown as Write, dialect);
        await pruneChanges(tx as unknown as Write);
      });
      await connection.checkpoint(false);
    },
    settle: async () => {
      if (dialect === 'sqlite') {
        await sql`pragma analysis_limit = 1000`.execute(write);
        await write.transaction().execute((tx) => sql`analyze`.execute(tx));
      }
      await connection.checkpoint(true);
    },
    close: async () => {
      await pokes.close();
      await connection.close();
    },
  };
}

/** On PostgreSQL the row lock comes before every read, so that what is read stays true. */
async function begin(db: Write, dialect: Dialect): Promise<Transaction> {
  const head = db.selectFrom('head').select('v');
  const { v } = await (dialect === 'postgres' ? head.forUpdate() : head).executeTakeFirstOrThrow();
  return { db, dialect, version: v, numbers: new Numbers(db, dialect) };
}

async function readHead(db: Read): Promise<Head> {
  const { v, tag, epoch } = await db
    .selectFrom('head')
    .select(['v', 'tag', 'epoch'])
    .executeTakeFirstOrThrow();
  return { version: v, tag, epoch };
}

async function makeHead(db: Write, newWord: () => string): Promise<void> {
  const numbers = { v: 0, issue_seq: 0, comment_seq: 0, change_floor: 0 };
  await db
    .insertInto('head')
    .values({ one: 1, tag: newWord(), epoch: newWord(), ...numbers })
    .onConflict((conflict) => conflict.column('one').doNothing())
    .execute();
}

interface OtherProcesses {
  /** This process has committed: the version that it found, and the one that it left. */
  readonly committed: (before: number, after: number) => void;
  readonly ask: () => Promise<boolean>;
}

/** What others change that a window must read again. */
interface Shown {
  readonly version: number;
  /** Everything can be found by its words. */
  readonly searchable: boolean;
}

/** SQLite tells cheaply whether anybody else committed at all; the version says whether it shows. */
function watchOthers({ dataVersion, read }: Connection): OtherProcesses {
  let data = dataVersion?.() ?? null;
  let seen: Shown | null = null;
  let others = false;
  return {
    committed: (before, after) => {
      if (seen === null) return;
      if (before !== seen.version) others = true;
      seen = { ...seen, version: after };
    },
    ask: async () => {
      const now = dataVersion?.() ?? null;
      if (seen !== null && !others && now !== null && now === data) return false;
      data = now;
      const before = seen;
      const { version } = await readHead(read);
      const shown = { version, searchable: (await searchGap(read)) === 0 };
      const changed =
        others ||
        (before !== null && (version !== before.version || shown.searchable !== before.searchable));
      others = false;
      seen = shown;
      return changed;
    },
  };
}

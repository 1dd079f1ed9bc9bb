import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandId, UserId } from '#domain/ids.ts';
import { systemClock } from '#engine/clock.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';
import { runOperation } from '#server/operations/run-operation.ts';
import { type CatalogueTable, readCatalogue } from '#store/catalogue.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { RESOURCES, scratchFolder } from './engine.ts';
import { freshDatabase } from './postgres.ts';
import type { Database } from './server.ts';

/** What an operation said and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A place where a server would run, empty at first, and what is done there. */
export interface ServerPlace {
  readonly folder: string;
  /** Of its PostgreSQL database; null: it has a SQLite file. */
  readonly databaseUrl: string | null;
  /** `katydid-server ARGS` here. */
  katydid(...args: readonly string[]): Promise<Ran>;
  /** As `katydid`, asked to stop as soon as it tells progress that has these words. */
  katydidStoppedAt(words: string, ...args: readonly string[]): Promise<Ran>;
  /** The engine over its store; whoever opens it closes it. */
  open(): Promise<Engine>;
  remove(): Promise<void>;
}

export async function serverPlace(
  database: Database,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerPlace> {
  const folder = scratchFolder();
  const postgres = database === 'postgres' ? await freshDatabase() : null;
  const ofDatabase = postgres
    ? { DATABASE_URL: postgres.url, JWT_SECRET: 'a secret of the tests, 32 bytes and more' }
    : {};
  const env = { DATA_DIR: folder, ...ofDatabase, ...variables };
  const run = async (args: readonly string[], stopAt: string | null): Promise<Ran> => {
    const stop = new AbortController();
    const out: string[] = [];
    const err: string[] = [];
    const code = await runOperation(args, {
      env,
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      write: (text) => {
        if (stopAt !== null && text.includes(stopAt)) stop.abort();
      },
      showsProgress: stopAt !== null,
      askPassword: async () => null,
      stop: stop.signal,
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  return {
    folder,
    databaseUrl: postgres?.url ?? null,
    katydid: (...args) => run(args, null),
    katydidStoppedAt: (words, ...args) => run(args, words),
    open: () =>
      openEngine({
        folder,
        resources: RESOURCES,
        ...(postgres ? { database: postgres.url } : {}),
      }),
    remove: async () => {
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Begins the workspace of a place with its admin `ada` and the project `BUG`. */
export async function beginWorkspace(engine: Engine): Promise<UserId> {
  const admin = await startWorkspace(engine, { name: 'Ada Admin', username: 'ada' });
  if (!admin.ok) throw new Error(admin.error.message);
  const project = await startProject(engine, admin.value, { key: 'BUG', name: 'Bugs' });
  if (!project.ok) throw new Error(project.error.message);
  return admin.value;
}

/** One command that must be accepted. */
export async function give(
  engine: Engine,
  actor: UserId,
  name: string,
  args: unknown,
): Promise<void> {
  const command = { id: systemClock.newId() as CommandId, name, args };
  const { outcomes } = await engine.execute({ actor, commands: [command] });
  const [outcome] = outcomes;
  if (outcome?.outcome !== 'accepted') throw new Error(outcome?.error.message);
}

export type Dump = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Every row of every table that both databases have, in the order of its key. */
export async function dumpOf(store: Store): Promise<Dump> {
  const dump: Record<string, Record<string, unknown>[]> = {};
  for (const { name, columns, key } of await allTables()) {
    const rows = (await store.read
      .selectFrom(name as 'meta')
      .select(columns.map((column) => column.name) as 'key'[])
      .execute()) as Record<string, unknown>[];
    const keyOf = (row: Record<string, unknown>) =>
      JSON.stringify(key.map((column) => String(row[column]).padStart(20)));
    dump[name] = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
  return dump;
}

/** A dump without what a restore makes new or ends. */
export function withoutOwn(dump: Dump): Dump {
  const ended = ['auth_session', 'refresh_token', 'event_ticket', 'search_gap'];
  const kept = Object.entries(dump).filter(([table]) => !ended.includes(table));
  return Object.fromEntries(
    kept.map(([table, rows]) => [
      table,
      table === 'head' ? rows.map((row) => ({ ...row, epoch: '', tag: '' })) : rows,
    ]),
  );
}

let tables: Promise<readonly CatalogueTable[]> | undefined;

/** The tables of the newest schema. */
export function allTables(): Promise<readonly CatalogueTable[]> {
  tables ??= readTables();
  return tables;
}

async function readTables(): Promise<readonly CatalogueTable[]> {
  const folder = scratchFolder();
  const store = await openSqlite({
    file: join(folder, 'empty.sqlite'),
    program: 'the test',
    newWord: systemClock.newId,
  });
  try {
    await store.migrate();
    return await readCatalogue(store.read);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

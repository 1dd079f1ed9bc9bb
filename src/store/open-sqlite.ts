import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import type { CallLog } from './call-log.ts';
import { checkFile } from './check-file.ts';
import type { Connection } from './connection.ts';
import { FutureSchema, NotAStore } from './errors.ts';
import { type FileMarks, readMarks } from './file-marks.ts';
import { type Holders, joinHolders } from './holders.ts';
import { newestSchema } from './migrate.ts';
import { PatientSqliteDialect } from './patient-dialect.ts';
import { sqliteError } from './sqlite-errors.ts';
import { cachingDatabase } from './statement-cache.ts';
import { makeStore, type Store, type StoreOptions } from './store.ts';
import type { Read, Schema, Write } from './tables.ts';
import { LOCK_WAIT_MS } from './transaction.ts';

export interface SqliteOptions extends StoreOptions {
  readonly file: string;
  /** What a person knows this process by, such as `katydid import`; told to whoever must wait. */
  readonly program: string;
  /**
   * How long a writer waits for another connection's lock before it fails with StoreBusy, in
   * milliseconds; asked again while it waits. Reads go on meanwhile.
   */
  readonly busyMs?: () => number;
}

/** `Kty1`, so that `file` and our own check know the format. */
const APPLICATION_ID = 0x4b747931;
/** Idle slices fold the log back (`Store.maintain`); this only bounds it where no slice ever comes. */
const LOG_LIMIT_PAGES = 25_000;
const CACHE_KIB = 64_000;

/**
 * Opens a workspace's file, making it when it is not there. `migrate` brings it up to date.
 *
 * @throws FutureSchema, NotAStore: the file is left as it was
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  return makeStore(connectSqlite(options), options);
}

/** The two connections to a workspace's file, without the store over them. */
export function connectSqlite(options: SqliteOptions): Connection {
  if (existsSync(options.file)) refuseForeign(options.file);
  const holders = joinHolders(options.file, options.program);
  try {
    return connect(options, holders);
  } catch (error) {
    holders.leave();
    throw sqliteError(error, 'open', holders.describe);
  }
}

/** Whether a file with these marks is a store of Katydid. */
export function isStoreOfOurs({ applicationId }: FileMarks): boolean {
  return applicationId === APPLICATION_ID;
}

function refuseForeign(file: string): void {
  const marks = readMarks(file);
  if (marks === null) return;
  if (!isStoreOfOurs(marks)) throw new NotAStore(file);
  if (marks.schema > newestSchema()) throw new FutureSchema(file, marks.schema, newestSchema());
}

function connect(options: SqliteOptions, holders: Holders): Connection {
  const { file, log } = options;
  const writer = new Database(file, { timeout: LOCK_WAIT_MS });
  if (writer.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    writer.pragma(`application_id = ${APPLICATION_ID}`);
  }
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'fullfsync = ON',
    'foreign_keys = ON',
    `wal_autocheckpoint = ${LOG_LIMIT_PAGES}`,
    `cache_size = -${CACHE_KIB}`,
    'temp_store = MEMORY',
  ]) {
    writer.pragma(pragma);
  }
  writer.pragma('busy_timeout = 0');
  const reader = new Database(file, { readonly: true, timeout: LOCK_WAIT_MS });
  reader.pragma(`cache_size = -${CACHE_KIB}`);
  reader.pragma('temp_store = MEMORY');

  const patience = options.busyMs ?? (() => LOCK_WAIT_MS);
  const write = kysely(writer, 'begin immediate', holders, patience, log) as Write;
  const read = kysely(reader, 'begin', holders, patience, log) as Read;
  return {
    dialect: 'sqlite',
    where: file,
    write,
    read,
    signals: null,
    dataVersion: () => Number(writer.pragma('data_version', { simple: true })),
    backup: (target) => backup(write, target),
    checkpoint: async (whole) => {
      // Through Kysely, which waits for a transaction to end. PASSIVE lets other connections write
      // and does the bulk; what TRUNCATE then finds left is short.
      await sql`pragma wal_checkpoint(PASSIVE)`.execute(write);
      if (whole) await sql`pragma wal_checkpoint(TRUNCATE)`.execute(write);
    },
    checkFile: async () => checkFile(file),
    close: async () => {
      // Kysely closes only a handle that it has used. The writer goes last: it removes the log.
      await read.destroy();
      reader.close();
      await write.destroy();
      writer.close();
      holders.leave();
    },
  };
}

function kysely(
  handle: Database.Database,
  begin: 'begin' | 'begin immediate',
  holders: Holders,
  patience: () => number,
  log: CallLog | undefined,
): Kysely<Schema> {
  const database = cachingDatabase(handle, begin, holders.describe, log);
  return new Kysely<Schema>({ dialect: new PatientSqliteDialect({ database }, patience) });
}

/** Written under another name first, so that a copy that bears the name is whole. */
async function backup(write: Write, target: string): Promise<void> {
  if (existsSync(target)) {
    throw new Error(`${target} is there already. Choose another name for the backup.`);
  }
  const part = `${target}.part`;
  rmSync(part, { force: true });
  await sql`vacuum into ${part}`.execute(write);
  renameSync(part, target);
}

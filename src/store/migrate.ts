import { existsSync, renameSync, rmSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Connection } from './connection.ts';
import type { Dialect } from './dialect.ts';
import { FutureSchema } from './errors.ts';
import { readMarks } from './file-marks.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import type { Schema } from './tables.ts';

/** One migration that ran. */
export interface Migrated {
  readonly number: number;
  readonly name: string;
  /**
   * The file that holds the store as it was before; null for a new store, and on PostgreSQL, where
   * the operator makes the backup before an update.
   */
  readonly backup: string | null;
}

/** The number of the last of these migrations. */
export function newestSchema(migrations: readonly Migration[] = MIGRATIONS): number {
  return migrations.at(-1)?.number ?? 0;
}

/** The number of the last migration that ran on a database; 0 for an empty one. */
export async function readSchema(db: Kysely<Schema>, dialect: Dialect): Promise<number> {
  const tables =
    dialect === 'sqlite'
      ? sql`select 1 from sqlite_schema where type = 'table' and name = 'meta'`
      : sql`select 1 from pg_tables where tablename = 'meta' and schemaname = current_schema()`;
  const { rows } = await tables.execute(db);
  if (rows.length === 0) return 0;
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'schema')
    .executeTakeFirst();
  return Number(row?.value ?? 0);
}

/**
 * Brings a database up to date: each missing migration in order, each after a backup and in a
 * transaction of its own, so that a failure leaves the schema before it.
 *
 * @throws FutureSchema: nothing was changed
 */
export async function migrate(
  connection: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly Migrated[]> {
  assertMonotonic(migrations);
  const { write, dialect, where } = connection;
  const found = await readSchema(write, dialect);
  if (found > newestSchema(migrations)) {
    throw new FutureSchema(where, found, newestSchema(migrations));
  }
  const ran: Migrated[] = [];
  for (const migration of migrations) {
    if (migration.number <= found) continue;
    const backup = found === 0 ? null : await backUp(connection, migration);
    const done = await write.transaction().execute((tx) => runOne(tx, dialect, migration));
    if (done) ran.push({ number: migration.number, name: migration.name, backup });
  }
  if (ran.length > 0) await connection.checkpoint(false);
  return ran;
}

function assertMonotonic(migrations: readonly Migration[]): void {
  for (const [index, { number, name }] of migrations.entries()) {
    if (number !== index + 1) {
      throw new Error(`Migration “${name}” has the number ${number}, its place is ${index + 1}.`);
    }
  }
}

async function backUp(connection: Connection, { number }: Migration): Promise<string | null> {
  if (connection.dialect === 'postgres') return null;
  // A backup that bears the name is whole: an earlier attempt at this migration made it, then failed.
  const file = `${connection.where}.before-${number}`;
  if (existsSync(file)) return file;
  const copy = `${file}.${process.pid}`;
  rmSync(copy, { force: true });
  await connection.backup(copy);
  // Another process may have migrated meanwhile, and kept what was before.
  if ((readMarks(copy)?.schema ?? 0) < number) renameSync(copy, file);
  else rmSync(copy);
  return file;
}

/** Answers false where another process ran it meanwhile. */
async function runOne(
  tx: Kysely<Schema>,
  dialect: Dialect,
  migration: Migration,
): Promise<boolean> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(75843)`.execute(tx);
  const before = await readSchema(tx, dialect);
  if (before >= migration.number) return false;
  if (before === 0) {
    const [text, rows] = dialect === 'sqlite' ? ['text', 'strict'] : ['text collate "C"', ''];
    await sql
      .raw(`create table meta (key ${text} not null primary key, value ${text} not null) ${rows}`)
      .execute(tx);
  }
  await migration.up(tx as unknown as Kysely<unknown>, dialect);
  // The same number in the file's header, where it can be read without opening the database.
  if (dialect === 'sqlite') await sql.raw(`pragma user_version = ${migration.number}`).execute(tx);
  await tx
    .insertInto('meta')
    .values({ key: 'schema', value: String(migration.number) })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value: String(migration.number) }),
    )
    .execute();
  return true;
}

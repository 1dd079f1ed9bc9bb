import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Connection } from './connection.ts';
import { FutureSchema } from './errors.ts';
import { newestSchema, readSchema } from './migrate.ts';
import { backupPostgres } from './postgres-backup.ts';
import { type PoolOptions, reportingPool } from './postgres-pool.ts';
import { postgresSignals } from './postgres-signals.ts';
import { makeStore, type Store, type StoreOptions } from './store.ts';
import type { Read, Schema, Write } from './tables.ts';
import { LOCK_WAIT_MS } from './transaction.ts';

export interface PostgresOptions extends StoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** What the process is, as the server's list of connections shows it. */
  readonly program?: string;
}

const WRITERS = 4;
const READERS = 8;
/** How long a call waits for a free or a new connection before the database counts as away. */
const CONNECT_MS = 5000;
const INT8 = 20;
const NUMERIC = 1700;

/** Instants, versions and sums stay far below 2^53, so numbers hold them exactly. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * What orders writes stands here, whatever the server is set to: a transaction must see what was
 * committed while it waited for the lock row, and a commit must be on the disk. A process that hangs
 * or a machine that is gone in the middle of a write gives the lock back after a while.
 */
const WRITER_SETTINGS = {
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
  lock_timeout: `${LOCK_WAIT_MS}ms`,
  idle_in_transaction_session_timeout: '60s',
  // A write names rows by their keys. One plan for any values saves more than it costs, and must not
  // be the one that a nearly empty table asks for, since it is kept while the table grows.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
};
const READER_SETTINGS = {
  default_transaction_read_only: 'on',
  // Many read at the same time: helpers for one of them would take the processors from the others.
  max_parallel_workers_per_gather: '0',
};

/**
 * Opens a database on a PostgreSQL server. `migrate` brings it up to date.
 *
 * @throws FutureSchema: nothing was changed; StoreAway where the server does not answer
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  return makeStore(await connectPostgres(options), options);
}

/** The two pools of connections to a database, without the store over them. */
export async function connectPostgres(options: PostgresOptions): Promise<Connection> {
  const { url, program = 'katydid', log } = options;
  const base = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // Tells the processes of Katydid from each other, and from what else is connected.
    application_name: `${program} ${randomUUID().slice(0, 8)}`,
  };
  const pool = (max: number, settings: Readonly<Record<string, string>>) => {
    const made = new pg.Pool({
      ...base,
      types,
      max,
      options: optionsOf(settings),
      // `sendingAhead` has several statements under way on one connection.
      pipeline: true,
    });
    // A broken idle connection is replaced by the pool; the next call tells if the server is gone.
    made.on('error', () => undefined);
    return made;
  };
  const writers = pool(WRITERS, WRITER_SETTINGS);
  const readers = pool(READERS, READER_SETTINGS);
  // What is written and shown comes again and again in the same words. A list whose best plan depends
  // on what its filter names is planned each time even so: the server compares what both ways cost.
  const write = kysely(writers, { log }) as Write;
  const read = kysely(readers, { log }) as Read;
  const close = async () => {
    await Promise.all([write.destroy(), read.destroy()]);
    for (const pool of [writers, readers]) if (!pool.ended) await pool.end();
  };
  const where = placeOf(url);
  try {
    const found = await readSchema(read, 'postgres');
    if (found > newestSchema()) throw new FutureSchema(where, found, newestSchema());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    dialect: 'postgres',
    where,
    write,
    read,
    dataVersion: null,
    signals: () => postgresSignals(base),
    backup: (file) => backupPostgres(read, file),
    checkpoint: async (whole) => {
      if (whole) await sql`vacuum analyze`.execute(write);
    },
    checkFile: () => Promise.resolve([]),
    close,
  };
}

/** As the start of a connection takes settings; a space in a value is escaped. */
function optionsOf(settings: Readonly<Record<string, string>>): string {
  const parts = Object.entries(settings).map(
    ([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`,
  );
  return parts.join(' ');
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function kysely(pool: pg.Pool, options: PoolOptions): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: reportingPool(pool, options) }),
  });
}

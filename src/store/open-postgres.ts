import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import { type CallLog, reportSlow } from './call-log.ts';
import type { Connection } from './connection.ts';
import { FutureSchema, SqlError, StoreBusy, UniqueViolation } from './errors.ts';
import { newestSchema, readSchema } from './migrate.ts';
import { makeStore, type Store, type StoreOptions } from './store.ts';
import type { Read, Schema, Write } from './tables.ts';

export interface PostgresOptions extends StoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
}

const WRITERS = 4;
const READERS = 8;
const INT8 = 20;
const NUMERIC = 1700;

/** Instants, versions and sums stay far below 2^53, so numbers hold them exactly. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * Opens a database on a PostgreSQL server. `migrate` brings it up to date.
 *
 * @throws FutureSchema: nothing was changed
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  return makeStore(await connectPostgres(options), options);
}

/** The two pools of connections to a database, without the store over them. */
export async function connectPostgres({ url, log }: PostgresOptions): Promise<Connection> {
  const writers = new pg.Pool({
    connectionString: url,
    max: WRITERS,
    types,
    options: '-c synchronous_commit=on -c lock_timeout=5s',
  });
  const readers = new pg.Pool({
    connectionString: url,
    max: READERS,
    types,
    options: '-c default_transaction_read_only=on',
  });
  // A broken idle connection is replaced by the pool; the next call tells if the server is gone.
  writers.on('error', () => undefined);
  readers.on('error', () => undefined);
  const write = kysely(writers, log) as Write;
  const read = kysely(readers, log) as Read;
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
  return connection(where, write, read, close);
}

function connection(
  where: string,
  write: Write,
  read: Read,
  close: () => Promise<void>,
): Connection {
  return {
    dialect: 'postgres',
    where,
    write,
    read,
    dataVersion: null,
    backup: () =>
      Promise.reject(new Error('The operator backs up PostgreSQL, with pg_dump for example.')),
    checkpoint: async (whole) => {
      if (whole) await sql`vacuum analyze`.execute(write);
    },
    checkFile: () => Promise.resolve([]),
    close,
  };
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function kysely(pool: pg.Pool, log: CallLog | undefined): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: reporting(pool, log) }) });
}

type PooledClient = Awaited<ReturnType<PostgresPool['connect']>>;

/** A pool whose calls tell their SQL when they fail, and report when they are slow. */
function reporting(pool: pg.Pool, log: CallLog | undefined): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PooledClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const present = known.get(client);
      if (present) return present;
      const wrapped = {
        query: async (text: string, parameters: readonly unknown[]) => {
          const since = performance.now();
          try {
            return await client.query(text, [...parameters]);
          } catch (error) {
            throw postgresError(error, text);
          } finally {
            reportSlow(log, text, since);
          }
        },
        release: (destroy?: boolean) => client.release(destroy),
      } as unknown as PooledClient;
      known.set(client, wrapped);
      return wrapped;
    },
  };
}

const UNIQUE = '23505';
const LOCK_TIMEOUT = '55P03';

function postgresError(error: unknown, text: string): Error {
  if (!(error instanceof pg.DatabaseError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  if (error.code === UNIQUE) return new UniqueViolation(error.constraint ?? '', error);
  if (error.code === LOCK_TIMEOUT) {
    return new StoreBusy(
      'Another writer has held the workspace for more than 5 seconds. Try again in a moment.',
      { cause: error },
    );
  }
  return new SqlError(text, error);
}

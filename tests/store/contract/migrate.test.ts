import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '#store/connection.ts';
import { FutureSchema } from '#store/errors.ts';
import { migrate, newestSchema, readSchema } from '#store/migrate.ts';
import { MIGRATIONS } from '#store/migrations/all.ts';
import type { Migration } from '#store/migrations/migration.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Schema } from '#store/tables.ts';
import { DATABASES, newWord, type Place } from './databases.ts';
import { SMALL_WORLD } from './small-world.ts';
import { allMade, write } from './write.ts';

const NEXT: Migration = {
  number: newestSchema() + 1,
  name: 'one more table',
  up: async (db) => {
    await sql`create table one_more (n integer primary key)`.execute(db);
  },
};

/** What a database says its tables and indexes are. */
async function shape(db: Kysely<Schema>, dialect: string): Promise<unknown> {
  const query =
    dialect === 'sqlite'
      ? sql`select type, name, sql from sqlite_schema order by type, name`
      : sql`select table_name, column_name, data_type, is_nullable, collation_name
          from information_schema.columns where table_schema = 'public'
          order by table_name, column_name`;
  return (await query.execute(db)).rows;
}

describe.each(DATABASES)('$name: migrating', (database) => {
  let place: Place;
  beforeEach(async () => {
    place = await database.make();
  });
  afterEach(() => place.remove());

  async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await place.connect();
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  it('makes an empty database ready, once', async () => {
    const store = await place.open();
    const ran = await store.migrate();
    expect(ran.map(({ number }) => number)).toEqual(MIGRATIONS.map(({ number }) => number));
    const head = await store.head();
    expect(head.version).toBe(0);
    expect(await store.migrate()).toEqual([]);
    expect(await store.head()).toEqual(head);
    await store.close();
  });

  it('refuses a database from the future', async () => {
    await connected((connection) => migrate(connection, [...MIGRATIONS, NEXT]));
    await expect(place.open()).rejects.toBeInstanceOf(FutureSchema);
    await expect(place.open()).rejects.toThrow(/newer Katydid.*Update Katydid/s);
  });

  it.each(MIGRATIONS.map(({ number }) => ({ from: number - 1 })))(
    'reaches the same tables from schema $from',
    async ({ from }) => {
      await connected((connection) => migrate(connection, MIGRATIONS.slice(0, from)));
      const stepwise = await connected(async (connection) => {
        await migrate(connection);
        return shape(connection.read, connection.dialect);
      });
      const other = await database.make();
      const direct = await other.connect();
      await migrate(direct);
      expect(stepwise).toEqual(await shape(direct.read, direct.dialect));
      await direct.close();
      await other.remove();
    },
  );

  it('leaves the schema and the rows as they were when a migration fails', async () => {
    const store = await place.open();
    await store.migrate();
    await write(store, allMade(SMALL_WORLD));
    await store.close();
    const failing: Migration = {
      ...NEXT,
      up: async (db, dialect) => {
        await NEXT.up(db, dialect);
        await sql`delete from issue_text`.execute(db);
        throw new Error('The disk is full.');
      },
    };
    await connected(async (connection) => {
      const before = await shape(connection.write, connection.dialect);
      const failure = migrate(connection, [...MIGRATIONS, failing]);
      await expect(failure).rejects.toThrow('The disk is full.');
      expect(await shape(connection.write, connection.dialect)).toEqual(before);
      expect(await readSchema(connection.write, connection.dialect)).toBe(newestSchema());
      expect(await connection.read.selectFrom('issue_text').selectAll().execute()).toHaveLength(2);
    });
  });

  it('refuses migrations that are not numbered by one', async () => {
    const gap = { ...NEXT, number: NEXT.number + 1 };
    await connected(async (connection) => {
      await expect(migrate(connection, [...MIGRATIONS, gap])).rejects.toThrow(/its place is/);
      expect(await readSchema(connection.write, connection.dialect)).toBe(0);
    });
  });
});

describe('sqlite: files around a migration', () => {
  const [sqlite] = DATABASES;
  let place: Place;
  beforeEach(async () => {
    if (sqlite === undefined) throw new Error('SQLite is the first database.');
    place = await sqlite.make();
  });
  afterEach(() => place.remove());

  const files = () => readdirSync(dirname(place.where));

  it('copies the store beside itself before each migration of rows', async () => {
    const store = await place.open();
    await store.migrate();
    await write(store, allMade(SMALL_WORLD));
    await store.close();
    const connection = await place.connect();
    const emptying: Migration = {
      ...NEXT,
      up: async (db) => {
        await sql`delete from issue_text`.execute(db);
      },
    };
    const [ran] = await migrate(connection, [...MIGRATIONS, emptying]);
    await connection.close();
    const backup = `${place.where}.before-${NEXT.number}`;
    expect(ran).toEqual({ number: NEXT.number, name: NEXT.name, backup });
    const copy = await openSqlite({ file: backup, program: 'the test', newWord });
    expect(await copy.verify()).toEqual([]);
    expect(await copy.read.selectFrom('issue_text').selectAll().execute()).toHaveLength(2);
    await copy.close();
  });

  it('does not touch a file from the future, nor leave one beside it', async () => {
    const connection = await place.connect();
    await migrate(connection, [...MIGRATIONS, NEXT]);
    await connection.close();
    const digest = () => createHash('sha256').update(readFileSync(place.where)).digest('hex');
    const before = { digest: digest(), files: files() };
    await expect(place.open()).rejects.toBeInstanceOf(FutureSchema);
    expect({ digest: digest(), files: files() }).toEqual(before);
  });

  it('backs up into a new file only, while others write', async () => {
    const store = await place.open();
    await store.migrate();
    await write(store, allMade(SMALL_WORLD));
    const target = `${place.where}.copy`;
    await store.backup(target);
    await expect(store.backup(target)).rejects.toThrow(/is there already/);
    expect(existsSync(`${target}.part`)).toBe(false);
    const copy = await openSqlite({ file: target, program: 'the test', newWord });
    expect(await copy.head()).toEqual(await store.head());
    await copy.close();
    await store.close();
  });
});

describe('postgres: servers that start together', () => {
  it('runs each migration once when two begin at the same time', async () => {
    const postgres = DATABASES.find(({ name }) => name === 'postgres');
    if (postgres === undefined) throw new Error('PostgreSQL is one of the databases.');
    const place = await postgres.make();
    const runs: number[] = [];
    const counted = MIGRATIONS.map((migration) => ({
      ...migration,
      up: async (db: Kysely<unknown>, dialect: Connection['dialect']) => {
        runs.push(migration.number);
        await migration.up(db, dialect);
      },
    }));
    const [one, other] = [await place.connect(), await place.connect()];
    const both = await Promise.all([migrate(one, counted), migrate(other, counted)]);
    expect(both.flat().map(({ number }) => number)).toEqual(runs);
    await Promise.all([one.close(), other.close()]);
    expect(runs).toEqual(MIGRATIONS.map(({ number }) => number));
    await place.remove();
  });
});

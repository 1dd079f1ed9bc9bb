import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { execute } from '#engine/execute.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { aCommand, beginWorkspace } from '#tests/support/begun-store.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/postgres.ts';

/*
 * Whoever follows a store asks for what is newer than the last version that it has seen. That is
 * only right if versions become visible in their order: a version that is committed after a later
 * one was seen would be missed for ever. The lock row gives that order; a sequence does not, as the
 * second test shows with the same poller.
 */

const WRITERS = 8;
const COMMITS_A_WRITER = 25;

const { newId, now } = systemClock;

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

interface Poller {
  /** What was seen, in the order of seeing. */
  readonly seen: readonly number[];
  /** Resolves when this has been seen. */
  until(version: number): Promise<void>;
  /** Looks once more, then ends. */
  stop(): Promise<void>;
}

/** Asks without rest for `version > cursor`, each time in a snapshot. */
async function pollFrom(cursor: number, table: string): Promise<Poller> {
  const client = new pg.Client(database.url);
  await client.connect();
  const seen: number[] = [];
  const waiting = new Map<number, () => void>();
  let last = cursor;
  let stopped = false;

  async function look(): Promise<void> {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ version: string }>(
      `select version from ${table} where version > $1 order by version`,
      [last],
    );
    await client.query('commit');
    for (const { version } of rows) {
      last = Number(version);
      seen.push(last);
      waiting.get(last)?.();
    }
  }
  const polling = (async () => {
    while (!stopped) await look();
    await look();
    await client.end();
  })();
  return {
    seen,
    until: (version) =>
      seen.includes(version)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(version, resolve)),
    stop: () => {
      stopped = true;
      return polling;
    },
  };
}

test(`${WRITERS} writers at once: a poller misses no version, and none is left out`, async () => {
  const first = await openPostgres({ url: database.url, newWord: newId });
  await first.migrate();
  const { admin } = await beginWorkspace(first);
  const start = await first.version();
  const poller = await pollFrom(start, 'tag');

  const given = await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const store = await openPostgres({ url: database.url, newWord: newId });
      const versions: number[] = [];
      for (let i = 0; i < COMMITS_A_WRITER; i += 1) {
        const id = newId();
        const command = aCommand('tag.create', { id, name: id, colour: '#123456' });
        const { version } = await execute(store, { actor: admin, commands: [command], now });
        versions.push(version);
      }
      await store.close();
      return versions;
    }),
  );
  await poller.stop();
  await first.close();

  const all = Array.from({ length: WRITERS * COMMITS_A_WRITER }, (_, i) => start + 1 + i);
  expect(given.flat().toSorted((a, b) => a - b)).toEqual(all);
  expect(poller.seen).toEqual(all);
});

test('the same poller misses a version that a sequence gave before it was committed', async () => {
  const [slow, quick] = [new pg.Client(database.url), new pg.Client(database.url)];
  await Promise.all([slow.connect(), quick.connect()]);
  await quick.query('create table numbered (version bigserial primary key)');
  const poller = await pollFrom(0, 'numbered');

  await slow.query('begin; insert into numbered default values');
  await quick.query('insert into numbered default values');
  await poller.until(2);
  await slow.query('commit');
  await quick.query('insert into numbered default values');
  await poller.until(3);
  await poller.stop();

  const { rows } = await quick.query<{ version: string }>(
    'select version from numbered order by 1',
  );
  expect(rows.map(({ version }) => Number(version))).toEqual([1, 2, 3]);
  expect(poller.seen).toEqual([2, 3]);
  await Promise.all([slow.end(), quick.end()]);
});

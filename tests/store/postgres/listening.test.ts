import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { LISTENER_NAME } from '#store/postgres-signals.ts';
import type { Store } from '#store/store.ts';
import { askPostgres } from '#tests/support/ask-postgres.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/postgres.ts';

const { newId: newWord } = systemClock;

let database: FreshDatabase;
let writer: Store;
let reader: Store;
beforeEach(async () => {
  database = await freshDatabase();
  writer = await openPostgres({ url: database.url, newWord });
  await writer.migrate();
  reader = await openPostgres({ url: database.url, newWord });
});
afterEach(async () => {
  await Promise.all([writer.close(), reader.close()]);
  await database.drop();
});

const commit = () =>
  writer.transaction(async (tx) => {
    await writer.advance(tx, tx.version + 1);
    return tx.version + 1;
  });

/** The backends that listen, as soon as there is one other than `but`. */
async function listener(but?: number): Promise<number> {
  for (;;) {
    const [row] = await askPostgres<{ pid: number }>(
      database.url.replace(/[^/]+$/, 'postgres'),
      `select pid from pg_stat_activity where datname = $1 and application_name = $2 and pid <> $3
       and query like 'listen%' and state = 'idle'`,
      [new URL(database.url).pathname.slice(1), LISTENER_NAME, but ?? 0],
    );
    if (row) return row.pid;
  }
}

test('a listening connection that is lost is made again, and what was committed meanwhile is found', async () => {
  const pokes = pokesOf(reader);
  const first = await listener();
  await pokes.until(await commit());

  // Nobody may connect: only looking can tell now.
  const postgres = database.url.replace(/[^/]+$/, 'postgres');
  const name = new URL(database.url).pathname.slice(1);
  await reader.version();
  await askPostgres(postgres, `alter database ${name} allow_connections false`);
  await askPostgres(postgres, 'select pg_terminate_backend($1, 5000)', [first]);
  await pokes.until(await commit());

  await askPostgres(postgres, `alter database ${name} allow_connections true`);
  expect(await listener(first)).not.toBe(first);
  await pokes.until(await commit());
});

test('of many commits that come fast, others are told the newest, and not of each', async () => {
  const heard: string[] = [];
  const client = new pg.Client(database.url);
  await client.connect();
  const last = Promise.withResolvers<void>();
  let newest = Number.POSITIVE_INFINITY;
  client.on('notification', ({ payload }) => {
    heard.push(payload ?? '');
    if (Number(payload) >= newest) last.resolve();
  });
  await client.query('listen katydid');
  let version = 0;
  for (let i = 0; i < 40; i += 1) version = await commit();
  newest = version;
  if (heard.includes(String(newest))) last.resolve();
  await last.promise;
  expect(heard.at(-1)).toBe(String(version));
  expect(heard.length).toBeLessThan(40);
  await client.end();
});

function pokesOf(store: Store) {
  let newest = 0;
  let look = () => {};
  store.onPoke((version) => {
    newest = version;
    look();
  });
  return {
    until: (wanted: number) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (newest >= wanted) resolve();
        };
        look();
      }),
  };
}

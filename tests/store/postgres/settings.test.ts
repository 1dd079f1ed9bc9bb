import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { execute } from '#engine/execute.ts';
import { StoreAway, StoreBusy } from '#store/errors.ts';
import { openPostgres } from '#store/open-postgres.ts';
import type { Store } from '#store/store.ts';
import type { Write } from '#store/tables.ts';
import { askPostgres } from '#tests/support/ask-postgres.ts';
import { anIssueCommand, beginWorkspace } from '#tests/support/begun-store.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/postgres.ts';

const { newId: newWord, now } = systemClock;

let database: FreshDatabase;
let store: Store | undefined;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await store?.close();
  await database.drop();
});

async function open(): Promise<Store> {
  store = await openPostgres({ url: database.url, newWord });
  await store.migrate();
  return store;
}

async function settingOf(db: Write, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(
    db,
  );
  return rows[0]?.value;
}

describe('a write', () => {
  test.each([
    ['transaction_isolation', 'default_transaction_isolation', 'serializable', 'read committed'],
    ['synchronous_commit', 'synchronous_commit', 'off', 'on'],
  ])('has its own %s, whatever the database is set to', async (shown, set, to, wanted) => {
    const { name } = (
      await askPostgres<{ name: string }>(database.url, 'select current_database() as name')
    )[0] ?? { name: '' };
    await askPostgres(database.url, `alter database ${name} set ${set} = '${to}'`);
    const opened = await open();
    expect(await opened.transaction((tx) => settingOf(tx.db, shown))).toBe(wanted);
  });

  test('that waits too long for another says so, and is undone', async () => {
    const opened = await open();
    const holder = new pg.Client(database.url);
    await holder.connect();
    await holder.query('begin; select v from head for update');
    const work = opened.transaction(async () => 'never');
    await expect(work).rejects.toBeInstanceOf(StoreBusy);
    await holder.end();
    expect(await opened.transaction(async () => 'done')).toBe('done');
  });

  test('goes on when another process has changed the tables under its prepared statements', async () => {
    const opened = await open();
    const begun = await beginWorkspace(opened);
    const run = () =>
      execute(opened, { actor: begun.admin, commands: [anIssueCommand(begun)], now });
    await run();
    await askPostgres(database.url, 'alter table "user" add column nickname text');
    await expect(run()).rejects.toBeInstanceOf(StoreAway);
    expect((await run()).outcomes).toMatchObject([{ outcome: 'accepted' }]);
  });
});

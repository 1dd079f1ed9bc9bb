import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { insertRows } from '#store/batch.ts';
import { UniqueViolation } from '#store/errors.ts';
import { openPostgres } from '#store/open-postgres.ts';
import type { Store } from '#store/store.ts';
import type { Write } from '#store/tables.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/postgres.ts';

let database: FreshDatabase;
let store: Store;
beforeEach(async () => {
  database = await freshDatabase();
  store = await openPostgres({ url: database.url, newWord: systemClock.newId });
  await store.migrate();
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

const insert = (db: Write, ...names: readonly string[]) =>
  insertRows(
    db,
    'postgres',
    'state',
    names.map((name, index) => ({ n: 100 + index, name })),
  );
const names = async (db: Pick<Store, 'read'>['read'] = store.read) =>
  (await db.selectFrom('state').select('name').where('n', '>=', 100).orderBy('n').execute()).map(
    ({ name }) => name,
  );

test('what was inserted before is there for the next statement, and after the commit', async () => {
  const seen = await store.transaction(async ({ db }) => {
    await insert(db, 'one', 'two');
    return names(db);
  });
  expect(seen).toEqual(['one', 'two']);
  expect(await names()).toEqual(['one', 'two']);
});

test('an insert that fails is told at the latest by the commit, and nothing was written', async () => {
  const work = store.transaction(async ({ db }) => {
    await insert(db, 'one');
    await insert(db, 'one');
    await insert(db, 'two');
  });
  await expect(work).rejects.toBeInstanceOf(UniqueViolation);
  expect(await names()).toEqual([]);
});

test('the statement after it tells what failed first, not that the transaction is over', async () => {
  let told: unknown;
  const work = store.transaction(async ({ db }) => {
    await insert(db, 'one', 'one');
    told = await names(db).catch((error: unknown) => error);
    throw told;
  });
  await expect(work).rejects.toBeInstanceOf(UniqueViolation);
  expect(told).toBeInstanceOf(UniqueViolation);
  expect(await names()).toEqual([]);
});

test('the connection serves others afterwards', async () => {
  for (let round = 0; round < 6; round += 1) {
    const work = store.transaction(({ db }) => insert(db, 'one', 'one'));
    await expect(work).rejects.toBeInstanceOf(UniqueViolation);
  }
  await store.transaction(({ db }) => insert(db, 'one'));
  expect(await names()).toEqual(['one']);
});

test('outside a transaction an insert is waited for', async () => {
  await insert(store.write, 'one');
  expect(await names()).toEqual(['one']);
  await expect(insert(store.write, 'one')).rejects.toBeInstanceOf(UniqueViolation);
});

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAmong, listParameter } from '#store/batch.ts';
import { Prepared, type SlotOf } from '#store/prepared.ts';
import { inSnapshot } from '#store/snapshot.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from './databases.ts';

interface Values {
  readonly list: unknown;
  readonly least: number;
}

describe.each(DATABASES)('$name: a prepared statement', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
  });
  afterAll(() => end());

  it('is put together once, and asked with the values of each call', async () => {
    const { read, dialect } = store;
    let built = 0;
    const most = 8;
    const statement = new Prepared((db, slot: SlotOf<Values>) => {
      built += 1;
      return sql<{ readonly n: number }>`
        with numbers as (select 1 as n union select 5 union select 7 union select 9)
        select n from numbers
        where ${isAmong(dialect, sql.ref('n'), 'int', slot('list'))}
          and n >= ${slot('least')} and n <= ${most} order by n - ${slot('least')}`.compile(db);
    });
    const found = async (numbers: readonly number[], least: number) => {
      const list = listParameter(dialect, numbers);
      return (await statement.rows(read, { list, least })).map(({ n }) => n);
    };
    expect(await found([1, 5, 7, 9], 2)).toEqual([5, 7]);
    expect(await found([7, 1, 1], 1)).toEqual([1, 7]);
    expect(await found([], 1)).toEqual([]);
    await inSnapshot(read, dialect, async (snapshot) => {
      const list = listParameter(dialect, [9, 7]);
      expect(await statement.rows(snapshot, { list, least: 1 })).toEqual([{ n: 7 }]);
    });
    expect(built).toBe(1);
  });
});

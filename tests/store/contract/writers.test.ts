import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveSetting } from '#store/personal.ts';
import { fillSearchGap, noteSearchGap } from '#store/search/fill-search.ts';
import type { Store } from '#store/store.ts';
import { aTag, idOf } from '#tests/support/rows.ts';
import { DATABASES, freshStore, type Place } from './databases.ts';
import { ana, SMALL_WORLD } from './small-world.ts';
import { allMade, made, write } from './write.ts';

describe.each(DATABASES)('$name: two that write one store', (database) => {
  let one: Store;
  let other: Store;
  let place: Place;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store: one, place, end } = await freshStore(database));
    other = await place.open();
    await write(one, allMade(SMALL_WORLD));
  });
  afterAll(async () => {
    await other.close();
    await end();
  });

  it('take turns: no version is given twice, none is left out', async () => {
    const start = await one.version();
    const versions = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const store = i % 2 === 0 ? one : other;
        return store.transaction(async (tx) => {
          const version = tx.version + 1;
          await store.applyChanges(tx, [made('tag', aTag({ name: `tag ${i}` }))], version);
          await store.advance(tx, version);
          return version;
        });
      }),
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => start + 1 + i),
    );
    expect(await one.version()).toBe(start + 20);
  });

  it('hear of each other, not of themselves', async () => {
    await one.changedElsewhere();
    await other.changedElsewhere();
    await write(one, [made('tag', aTag({ id: idOf('mine'), name: 'mine' }))]);
    expect(await one.changedElsewhere()).toBe(false);
    expect(await other.changedElsewhere()).toBe(true);
    expect(await other.changedElsewhere()).toBe(false);
    await write(other, [made('tag', aTag({ id: idOf('theirs'), name: 'theirs' }))]);
    await write(one, [made('tag', aTag({ id: idOf('again'), name: 'again' }))]);
    expect(await one.changedElsewhere()).toBe(true);
    expect(await one.changedElsewhere()).toBe(false);
  });

  it('do not hear of what nobody is shown', async () => {
    await one.changedElsewhere();
    await other.transaction((tx) => saveSetting(tx, ana.id, 'theme', 'dark'));
    expect(await one.changedElsewhere()).toBe(false);
  });

  it('hear when everything can be found by its words again', async () => {
    await other.transaction((tx) => noteSearchGap(tx.db, 1, 1));
    expect(await one.changedElsewhere()).toBe(true);
    await other.transaction((tx) => fillSearchGap(tx.db, tx.dialect, 100));
    expect(await one.changedElsewhere()).toBe(true);
    expect(await one.changedElsewhere()).toBe(false);
  });

  it('read what was committed while the other writes', async () => {
    const before = await one.version();
    await one.transaction(async (tx) => {
      await one.applyChanges(tx, [made('tag', aTag({ id: idOf('unseen'), name: 'unseen' }))], 99);
      await one.advance(tx, before + 1);
      expect(await other.version()).toBe(before);
      const seen = await other.read
        .selectFrom('tag')
        .select('name')
        .where('name', '=', 'unseen')
        .execute();
      expect(seen).toEqual([]);
    });
    expect(await other.version()).toBe(before + 1);
  });
});

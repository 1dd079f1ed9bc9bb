import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveSetting } from '#store/personal.ts';
import type { Store } from '#store/store.ts';
import { aTag, idOf } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './databases.ts';
import { ana, SMALL_WORLD } from './small-world.ts';
import { allMade, made, write } from './write.ts';

/** What a store is poked with, and a way to wait for a version. */
function heardBy(store: Store) {
  const versions: number[] = [];
  const waiting = new Set<() => void>();
  const end = store.onPoke((version) => {
    versions.push(version);
    for (const look of waiting) look();
  });
  const until = (wanted: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if ((versions.at(-1) ?? 0) < wanted) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { versions, until, end };
}

describe.each(DATABASES)('$name: pokes', (database) => {
  let one: Store;
  let other: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    const fresh = await freshStore(database);
    one = fresh.store;
    other = await fresh.place.open();
    end = async () => {
      await other.close();
      await fresh.end();
    };
    await write(one, allMade(SMALL_WORLD));
  });
  afterEach(() => end());

  const addTag = (store: Store, name: string) =>
    write(store, [made('tag', aTag({ id: idOf(name), name }))]);

  it('come after a commit of this process, at once', async () => {
    const { versions, until } = heardBy(one);
    const before = await one.version();
    await addTag(one, 'mine');
    expect(versions).toEqual([before + 1]);
    await until(before + 1);
  });

  it('come after a commit of another, and say that its rows are there', async () => {
    const { until } = heardBy(other);
    const before = await other.version();
    await addTag(one, 'theirs');
    await until(before + 1);
    const names = await other.read.selectFrom('tag').select('name').execute();
    expect(names.map(({ name }) => name)).toContain('theirs');
  });

  it('come many commits at a time, the newest always', async () => {
    const { versions, until } = heardBy(other);
    const before = await other.version();
    for (let i = 1; i <= 30; i += 1) await addTag(one, `tag ${i}`);
    await until(before + 30);
    expect(versions.at(-1)).toBe(before + 30);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  });

  it('do not come after what gives the store no new version, nor after what was undone', async () => {
    const { versions } = heardBy(one);
    const before = await one.version();
    await one.transaction((tx) => saveSetting(tx, ana.id, 'theme', 'dark'));
    const undone = one.transaction(async (tx) => {
      await one.advance(tx, tx.version + 1);
      throw new Error('Never mind.');
    });
    await expect(undone).rejects.toThrow('Never mind.');
    await addTag(one, 'real');
    expect(versions).toEqual([before + 1]);
  });

  it('come no more to who has ended them', async () => {
    const first = heardBy(one);
    const second = heardBy(one);
    first.end();
    await addTag(one, 'unheard');
    expect([first.versions.length, second.versions.length]).toEqual([0, 1]);
  });

  it('are told before a process closes', async () => {
    const { until } = heardBy(other);
    const place = await one.version();
    await addTag(one, 'first');
    await addTag(one, 'last');
    await one.close();
    await until(place + 2);
  });
});

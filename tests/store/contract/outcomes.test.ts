import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejection } from '#domain/rejection.ts';
import { UniqueViolation } from '#store/apply-rows.ts';
import type { StoredOutcome } from '#store/outcomes.ts';
import { findDraft, saveDraft, saveSetting, settings } from '#store/personal.ts';
import type { Store } from '#store/store.ts';
import { idOf, NOW } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './databases.ts';
import { ana, rita, SMALL_WORLD } from './small-world.ts';
import { allMade, write } from './write.ts';

describe.each(DATABASES)('$name: what is kept beside the rows', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
    await write(store, allMade(SMALL_WORLD));
  });
  afterAll(() => end());

  it('gives back the outcome of every command, and keeps the first of an id', async () => {
    const accepted: StoredOutcome = {
      id: idOf('accepted'),
      user: ana.id,
      name: 'tag.create',
      argsHash: 'abc',
      error: null,
      version: 3,
      at: NOW,
    };
    const error = rejection('CONFLICT', 'Somebody was first.', { details: [{ theirs: '½ “ü”' }] });
    const refused: StoredOutcome = { ...accepted, id: idOf('refused'), user: rita.id, error };
    const save = () => store.transaction((tx) => store.saveOutcomes(tx, [accepted, refused]));
    await save();
    const found = await store.transaction((tx) =>
      store.findOutcomes(tx, [refused.id, accepted.id, idOf('unknown')]),
    );
    expect(found).toEqual(
      new Map([
        [accepted.id, accepted],
        [refused.id, refused],
      ]),
    );
    await expect(save()).rejects.toBeInstanceOf(UniqueViolation);
  });

  it('keeps a draft for each person and place until it is dropped', async () => {
    const save = (user: typeof ana, key: string, body: unknown, at: number) =>
      store.transaction((tx) => saveDraft(tx, user.id, { key, body, at }));
    await save(ana, 'comment:1', { text: 'first words' }, 1);
    await save(ana, 'new-issue', { title: 'Total' }, 2);
    await save(ana, 'comment:1', { text: 'better words' }, 3);
    await save(rita, 'comment:1', 'hers', 4);
    expect(await findDraft(store.read, ana.id, 'comment:1')).toEqual({
      key: 'comment:1',
      body: { text: 'better words' },
      at: 3,
    });
    await save(ana, 'comment:1', null, 5);
    expect(await findDraft(store.read, ana.id, 'comment:1')).toBeUndefined();
    expect(await findDraft(store.read, ana.id, 'new-issue')).toMatchObject({ at: 2 });
    expect(await findDraft(store.read, rita.id, 'comment:1')).toMatchObject({ body: 'hers' });
  });

  it('keeps what each person chose until it is taken back', async () => {
    const save = (key: string, value: unknown) =>
      store.transaction((tx) => saveSetting(tx, ana.id, key, value));
    await save('theme', 'dark');
    await save('columns', ['key', 'title']);
    await save('theme', 'light');
    expect(await settings(store.read, ana.id)).toEqual({
      theme: 'light',
      columns: ['key', 'title'],
    });
    await save('theme', null);
    expect(await settings(store.read, ana.id)).toEqual({ columns: ['key', 'title'] });
    expect(await settings(store.read, rita.id)).toEqual({});
  });
});

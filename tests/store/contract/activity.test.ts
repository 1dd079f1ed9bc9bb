import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '#domain/activity/activity.ts';
import type { Store } from '#store/store.ts';
import { idOf, NOW } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './databases.ts';
import { ana, first, rita, SMALL_WORLD, second } from './small-world.ts';
import { allMade, write } from './write.ts';

const entry = (id: string, over: Partial<Activity>): Activity => ({
  id: idOf(id),
  issue: first.id,
  kind: 'edited',
  actor: rita.id,
  at: NOW,
  field: 'title',
  from: 'a',
  to: null,
  ...over,
});

const ENTRIES: readonly Activity[] = [
  entry('late', { at: NOW + 5, actor: ana.id }),
  entry('early', { at: NOW }),
  entry('same-a', { at: NOW + 5, field: 'priority' }),
  entry('same-b', { at: NOW + 5, field: 'priority', actor: ana.id }),
  entry('source', { at: NOW + 9, field: 'dueDate', kind: 'history' }),
  entry('other', { at: NOW + 9, issue: second.id }),
];

describe.each(DATABASES)('$name: activity', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
    await write(store, allMade(SMALL_WORLD));
    await store.transaction((tx) => store.appendActivity(tx, ENTRIES));
  });
  afterAll(() => end());

  it('is kept as it was appended', async () => {
    const rows = await store.read
      .selectFrom('activity')
      .innerJoin('issue', 'issue.seq', 'activity.issue')
      .innerJoin('user', 'user.n', 'activity.actor')
      .select(['activity.id', 'issue.id as issue', 'kind', 'user.id as actor', 'at', 'field'])
      .select(['from_text as from', 'to_text as to'])
      .orderBy('activity.id')
      .execute();
    expect(rows).toEqual(ENTRIES.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it.each([
    { field: 'title', by: ana.id, at: NOW + 5 },
    { field: 'priority', by: ana.id, at: NOW + 5 },
    { field: 'dueDate', by: null, at: null },
    { field: 'description', by: null, at: null },
  ])('tells who changed $field last; what a source told is nobody here', async (change) => {
    const { field, by, at } = change;
    const { answer } = await store.transaction((tx) =>
      store.answer(tx, { ask: 'lastChange', of: { issue: first.id, field } }),
    );
    expect(answer).toEqual(by === null ? null : { by, at });
  });
});

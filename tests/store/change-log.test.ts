import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NetChange } from '#store/apply-rows.ts';
import { type ChangesSince, changesSince, logChanges } from '#store/change-log.ts';
import { KEPT_VERSIONS } from '#store/prune-changes.ts';
import { inSnapshot } from '#store/snapshot.ts';
import type { Store } from '#store/store.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './contract/databases.ts';
import {
  aComment,
  ana,
  first,
  major,
  pay,
  rita,
  SMALL_WORLD,
  second,
  standard,
  ui,
} from './contract/small-world.ts';
import { allMade, changed, made, removed, write } from './contract/write.ts';

describe.each(DATABASES)('$name: the log of changes', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    ({ store, end } = await freshStore(database));
    await write(store, allMade(SMALL_WORLD));
  });
  afterEach(() => end());

  const since = (version: number, limit = 10): Promise<ChangesSince> =>
    inSnapshot(store.read, store.dialect, (db) => changesSince(db, version, limit));
  /** Writes rows and logs them as one version. */
  const log = (issues: readonly string[] | null, rows: readonly NetChange[] = []) =>
    store.transaction(async (tx) => {
      await store.applyChanges(tx, rows, tx.version + 1);
      await logChanges(tx, tx.version + 1, { issues, rows });
      await store.advance(tx, tx.version + 1);
      return tx.version + 1;
    });
  const version = () => store.version();

  test('names what changed after a version, each once', async () => {
    const before = await version();
    await log([first.id]);
    const between = await log([second.id, first.id]);
    const after = await log([first.id]);
    const { epoch } = await store.head();
    const quiet = { tooMany: false, scopeChanged: false, labelsChanged: false };
    const told = { epoch, floor: 0, gap: null, ...quiet };
    expect(await since(before)).toEqual({ ...told, version: after, issues: [1, 2] });
    expect(await since(between)).toEqual({ ...told, version: after, issues: [1] });
    expect(await since(after)).toEqual({ ...told, version: after, issues: [] });
  });

  test('names an issue that is gone', async () => {
    const before = await version();
    await log([second.id], [removed('issue', second)]);
    await log([second.id]);
    expect((await since(before)).issues).toEqual([2]);
  });

  test('leaves out what was never written', async () => {
    const before = await version();
    await log([idOf('nothing')]);
    expect(await since(before)).toMatchObject({ issues: [], tooMany: false });
  });

  test('says that it is too many: for the log, or for the reader', async () => {
    const before = await version();
    await log([first.id, second.id]);
    expect(await since(before, 2)).toMatchObject({ issues: [1, 2], tooMany: false });
    expect(await since(before, 1)).toMatchObject({ tooMany: true });
    await log(null);
    expect(await since(before, 2)).toMatchObject({ tooMany: true });
  });

  test('adds up what parts of one transaction log', async () => {
    const before = await version();
    await store.transaction(async (tx) => {
      const next = tx.version + 1;
      await logChanges(tx, next, { issues: null, rows: [] });
      await logChanges(tx, next, { issues: [first.id], rows: [] });
      await logChanges(tx, next, { issues: [first.id, second.id], rows: [] });
      await store.advance(tx, next);
    });
    expect(await since(before)).toMatchObject({ issues: [1, 2], tooMany: true });
  });

  const SCOPE = { scopeChanged: true, labelsChanged: false };
  const LABELS = { scopeChanged: false, labelsChanged: true };
  const NEITHER = { scopeChanged: false, labelsChanged: false };
  const other = { ...pay, id: idOf<typeof pay.id>('other'), key: 'OTHER' };
  test.each<[string, NetChange, object]>([
    ['a new project', made('project', other), SCOPE],
    ['its visibility', changed('project', pay, { visibility: 'private' }), SCOPE],
    ['its members', changed('project', pay, { members: [rita.id] }), SCOPE],
    ['its archiving', changed('project', pay, { archived: true }), SCOPE],
    ['its name', changed('project', pay, { name: 'Paying' }), SCOPE],
    ['its next number', changed('project', pay, { nextNumber: 200 }), NEITHER],
    ['its description', changed('project', pay, { description: 'Money.' }), NEITHER],
    ['a role', changed('user', rita, { role: 'manager' }), SCOPE],
    ['a block', changed('user', rita, { blocked: true }), SCOPE],
    ['a person’s name', changed('user', rita, { name: 'Rita R.' }), LABELS],
    ['a username', changed('user', ana, { username: 'anita' }), LABELS],
    ['a password', changed('user', rita, { passwordHash: 'scrypt$' }), NEITHER],
    [
      'a new person',
      made('user', { ...rita, id: idOf<typeof rita.id>('new'), username: 'new', email: null }),
      NEITHER,
    ],
    ['a severity’s level', changed('severity', major, { level: 'Grave' }), LABELS],
    ['a severity’s description', changed('severity', major, { description: 'Bad.' }), NEITHER],
    ['a tag’s colour', changed('tag', ui, { colour: '#000000' }), LABELS],
    ['a tag that is gone', removed('tag', ui), LABELS],
    [
      'how a state is shown',
      changed('workflow', standard, {
        states: standard.states.map((state) => ({ ...state, label: `${state.label}!` })),
      }),
      LABELS,
    ],
    ['a workflow’s name', changed('workflow', standard, { name: 'Ours' }), NEITHER],
    ['an issue', changed('issue', first, { title: 'Another' }), NEITHER],
    ['a comment', made('comment', aComment()), NEITHER],
  ])('marks %s', async (_what, change, marks) => {
    const before = await version();
    await log([], [change]);
    expect(await since(before)).toMatchObject({ issues: [], ...marks });
  });

  test('keeps the newest versions, and says how far it reaches', async () => {
    const oldest = await log([first.id]);
    await store.maintain();
    expect(await since(oldest - 1)).toMatchObject({ issues: [1], floor: 0 });
    const far = oldest + KEPT_VERSIONS + 1000;
    await store.transaction((tx) => store.advance(tx, far - 1));
    const newest = await log([second.id]);
    await store.maintain();
    const floor = newest - KEPT_VERSIONS;
    expect(await since(oldest - 1)).toMatchObject({ issues: [2], floor });
    expect(floor).toBeGreaterThan(oldest);
    await store.maintain();
    expect(await since(floor)).toMatchObject({ issues: [2], floor });
  });

  test('shows one moment, whatever is written while it is read', async () => {
    const before = await version();
    const one = await log([first.id]);
    const read = await inSnapshot(store.read, store.dialect, async (db) => {
      const then = await changesSince(db, before, 10);
      await log([second.id]);
      return [then, await changesSince(db, before, 10)];
    });
    const moment = { version: one, issues: [1] };
    expect(read).toMatchObject([moment, moment]);
    expect((await since(before)).issues).toEqual([1, 2]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '#domain/activity/activity.ts';
import { type NetChange, UniqueViolation } from '#store/apply-rows.ts';
import { fillSearchGap } from '#store/search/fill-search.ts';
import type { Store } from '#store/store.ts';
import {
  anAssignment,
  anIssue,
  aProject,
  aSeverity,
  aTag,
  aUser,
  aWorkflow,
  idOf,
  NOW,
} from '#tests/support/rows.ts';
import { DATABASES, empty, freshStore } from './databases.ts';
import { aComment, ana, first, major, pay, rita, SMALL_WORLD, second, ui } from './small-world.ts';
import { allMade, changed, made, removed, write } from './write.ts';

describe.each(DATABASES)('$name: applying changes', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
  });
  afterAll(() => end());
  beforeEach(async () => {
    await empty(store);
    await write(store, allMade(SMALL_WORLD));
  });

  const issueRow = (id: string) =>
    store.read.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it('counts the comments of an issue as they come and go, and keeps the count when it changes', async () => {
    const one = aComment();
    const other = aComment({ id: idOf('other') });
    await write(store, [made('comment', one), made('comment', other)]);
    expect((await issueRow(first.id)).comment_count).toBe(2);
    await write(store, [changed('issue', first, { title: 'Total is off', confidential: true })]);
    expect(await issueRow(first.id)).toMatchObject({ comment_count: 2, title: 'Total is off' });
    await write(store, [removed('comment', one)]);
    expect((await issueRow(first.id)).comment_count).toBe(1);
    const third = anIssue({ number: 3 });
    const its = aComment({ id: idOf('its'), issue: third.id });
    await write(store, [made('comment', its), made('issue', third)]);
    expect((await issueRow(third.id)).comment_count).toBe(1);
  });

  it('keeps what lists sort by true when a person, a severity or a project changes', async () => {
    await write(store, [changed('issue', first, { assignee: ana.id })]);
    await write(store, [
      changed('user', rita, { username: 'margarita' }),
      changed('user', ana, { username: 'anita' }),
      changed('severity', major, { rank: 7 }),
      changed('project', pay, { key: 'CASH' }),
    ]);
    expect(await issueRow(first.id)).toMatchObject({
      reporter_name: 'margarita',
      assignee_name: 'anita',
      severity_rank: 7,
      project_key: 'CASH',
    });
    expect(await store.verify()).toEqual([]);
  });

  it('never gives a row number twice, so that a deleted issue keeps its activity', async () => {
    const { seq } = await issueRow(second.id);
    const entry: Activity = {
      id: idOf('deletion'),
      issue: second.id,
      kind: 'deleted',
      actor: ana.id,
      at: NOW,
      field: null,
      from: null,
      to: null,
    };
    await store.transaction(async (tx) => {
      await store.applyChanges(tx, [removed('issue', second)], 5);
      await store.appendActivity(tx, [entry]);
    });
    const third = anIssue({ number: 3 });
    await write(store, [made('issue', third)]);
    expect((await issueRow(third.id)).seq).toBeGreaterThan(seq);
    const kept = await store.read.selectFrom('activity').selectAll().execute();
    expect(kept).toMatchObject([{ issue: seq, id: entry.id, kind: 'deleted', at: NOW }]);
    const tombstones = await store.read.selectFrom('tombstone').selectAll().execute();
    expect(tombstones).toEqual([{ kind: 'issue', id: second.id, v: 5, seq }]);
  });

  it('completes one assignment and opens another in any order', async () => {
    const turn = anAssignment({ assignee: ana.id, issue: first.id });
    const next = anAssignment({ id: idOf('next'), assignee: rita.id, issue: first.id });
    await write(store, [made('assignment', turn)]);
    const completed = changed('assignment', turn, { status: 'completed', endedAt: NOW });
    await write(store, [made('assignment', next), completed]);
    const reopened = [
      changed('assignment', { ...turn, status: 'completed', endedAt: NOW }, { status: 'pending' }),
      changed('assignment', next, { status: 'completed' }),
    ];
    await write(store, reopened);
    expect(await store.verify()).toEqual([]);
  });

  it.each<{ constraint: string; what: string; changes: readonly NetChange[] }>([
    {
      constraint: 'user_username',
      what: 'username',
      changes: [made('user', aUser({ id: idOf('twin'), username: 'rita' }))],
    },
    {
      constraint: 'user_email',
      what: 'email address',
      changes: [changed('user', ana, { email: 'rita@EXAMPLE.org' })],
    },
    {
      constraint: 'project_key',
      what: 'project key',
      changes: [made('project', aProject({ id: idOf('twin') }))],
    },
    {
      constraint: 'severity_level',
      what: 'severity level',
      changes: [made('severity', aSeverity({ id: idOf('twin'), level: 'MAJOR' }))],
    },
    {
      constraint: 'tag_name',
      what: 'tag name',
      changes: [made('tag', aTag({ id: idOf('twin'), name: 'ui' }))],
    },
    {
      constraint: 'workflow_name',
      what: 'workflow name',
      changes: [made('workflow', aWorkflow('standard', { id: idOf('twin'), name: 'STANDARD' }))],
    },
    {
      constraint: 'issue_key',
      what: 'issue key',
      changes: [made('issue', anIssue({ id: idOf('twin'), number: 1 }))],
    },
    {
      constraint: 'issue_external',
      what: 'external id',
      changes: [first, second].map((issue) =>
        changed('issue', issue, { external: { source: 'b', id: '1', url: null } }),
      ),
    },
    {
      constraint: 'assignment_open',
      what: 'open assignment',
      changes: ['one', 'two'].map((id) =>
        made('assignment', anAssignment({ id: idOf(id), assignee: ana.id })),
      ),
    },
    { constraint: 'tag_id', what: 'id', changes: [made('tag', aTag({ ...ui, name: 'Slow' }))] },
  ])(
    'names the constraint $constraint when it is broken',
    async ({ constraint, what, changes }) => {
      const failure = await write(store, changes).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UniqueViolation);
      expect(failure).toMatchObject({ constraint, what });
    },
  );

  it('leaves the words of very many for later, those of older issues excepted', async () => {
    const third = anIssue({ number: 3 });
    const its = aComment({ id: idOf('its'), issue: third.id });
    const changes = [made('issue', third), made('comment', its), made('comment', aComment())];
    await store.transaction((tx) => store.applyChanges(tx, changes, 2, { words: 'later' }));
    const { seq } = await issueRow(third.id);
    const gap = () => store.read.selectFrom('search_gap').selectAll().execute();
    expect(await gap()).toEqual([{ first: seq, last: seq }]);
    expect(await store.verify()).toEqual([]);
    await store.transaction((tx) => fillSearchGap(tx.db, tx.dialect, 100));
    expect(await gap()).toEqual([]);
    expect(await store.verify()).toEqual([]);
  });

  it('lets names pass from one row to another, and from a removed row to a new one', async () => {
    const slow = aTag({ name: 'Slow' });
    await write(store, [made('tag', slow)]);
    await write(store, [
      changed('tag', ui, { name: 'Slow' }),
      changed('tag', slow, { name: 'UI' }),
    ]);
    const now = { ...ui, name: 'Slow' };
    await write(store, [made('tag', aTag({ id: idOf('new'), name: 'slow' })), removed('tag', now)]);
    const names = await store.read.selectFrom('tag').select('name').orderBy('name').execute();
    expect(names.map(({ name }) => name)).toEqual(['UI', 'slow']);
  });

  it('lets a name change nothing but its case', async () => {
    await write(store, [changed('tag', ui, { name: 'ui' })]);
    const { found } = await store.transaction((tx) =>
      store.loadRows(tx, { lookups: [{ find: 'tag', by: 'name', value: 'UI' }] }),
    );
    expect(found).toMatchObject([{ id: ui.id }]);
  });

  it('leaves nothing of a transaction that throws', async () => {
    const before = await store.head();
    const turn = anAssignment({ assignee: ana.id });
    const failure = store.transaction(async (tx) => {
      await store.applyChanges(tx, [made('comment', aComment()), made('assignment', turn)], 9);
      await store.advance(tx, 9);
      throw new Error('The batch is refused.');
    });
    await expect(failure).rejects.toThrow('The batch is refused.');
    expect(await store.head()).toEqual(before);
    for (const table of ['comment', 'assignment'] as const) {
      expect(await store.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect((await issueRow(first.id)).comment_count).toBe(0);
  });

  it('counts versions up, each commit with a tag of its own', async () => {
    const before = await store.head();
    await write(store, [
      changed('issue', first, { priority: 'high', version: before.version + 1 }),
    ]);
    const after = await store.head();
    expect(after.version).toBe(before.version + 1);
    expect(after.tag).not.toBe(before.tag);
    expect(after.epoch).toBe(before.epoch);
    expect((await issueRow(first.id)).version).toBe(after.version);
    expect((await issueRow(second.id)).version).toBe(second.version);
    await store.transaction(async (tx) => expect(tx.version).toBe(after.version));
  });

  it('tells the statement that failed', async () => {
    const failure = store.transaction((tx) =>
      tx.db
        .selectFrom('nowhere' as 'tag')
        .selectAll()
        .execute(),
    );
    await expect(failure).rejects.toThrow('in: select * from "nowhere"');
  });
});

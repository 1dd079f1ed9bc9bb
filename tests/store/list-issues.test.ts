import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IssueLists } from '#store/list-issues.ts';
import { noteSearchGap } from '#store/search/fill-search.ts';
import type { Store } from '#store/store.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from './contract/databases.ts';
import { changed, removed, write } from './contract/write.ts';
import { asking, at, commentOn, issueOf, makeWorld } from './query/world.ts';

const STATES = [
  { status: 'open', category: 'todo' },
  { status: 'in_progress', category: 'doing' },
  { status: 'resolved', category: 'done' },
  { status: 'closed', category: 'closed' },
] as const;

/** 120 issues in `PAY`; every seventh is confidential and ana's; `SEC` holds ten more. */
const ISSUES = Array.from({ length: 130 }, (_, index) =>
  issueOf({
    key: index < 120 ? `PAY-${index + 1}` : `SEC-${index - 119}`,
    title: `Problem ${index % 17} with printing`,
    ...(STATES[index % 3] ?? STATES[0]),
    priority: index % 2 === 0 ? 'high' : 'low',
    severity: idOf(index % 5 === 0 ? 'Blocker' : 'Trivial'),
    confidential: index % 7 === 0,
    assignee: index % 4 === 0 ? idOf('cy') : null,
    tags: index % 10 === 0 ? [idOf('tag1'), idOf('tag0')] : [],
    dueDate: index % 6 === 0 ? '2026-05-01' : null,
    createdAt: at('2026-01-01T00:00:00Z') + (index % 11) * 86_400_000,
    updatedAt: at('2026-02-01T00:00:00Z') + (index % 13) * 3_600_000,
  }),
);
const COMMENTS = [commentOn('PAY-1', 1, 'Only this comment says marmalade.')];

const QUERIES = [
  ...['', 'is:open', 'priority:high sort:severity', 'sort:-due', 'sort:assignee,-title'],
  ...['tag:ui', 'printing', 'problem 3', '-printing', 'printing sort:-created', 'priority:low 11'],
];

describe.each(DATABASES)('a list of issues on $name', (database) => {
  let fresh: Awaited<ReturnType<typeof freshStore>>;
  let store: Store;
  let lists: IssueLists;

  beforeAll(async () => {
    fresh = await freshStore(database);
    store = fresh.store;
    await makeWorld(store, ISSUES, { comments: COMMENTS });
  });
  beforeEach(() => {
    lists = new IssueLists(store.read, store.dialect);
  });
  afterAll(() => fresh.end());

  test('answers the same once it is warm, and lets whoever warms it stop', async () => {
    const before = await lists.page(asking('p', 'cy'));
    const warm = new IssueLists(store.read, store.dialect);
    await warm.warm(async () => undefined);
    expect(await warm.page(asking('p', 'cy'))).toEqual(before);
    const stopped = new Error('enough');
    if (database.name === 'sqlite') {
      await expect(warm.warm(() => Promise.reject(stopped))).rejects.toBe(stopped);
    }
  });

  describe.each(QUERIES)('of “%s”', (query) => {
    test.each(['none', 'status'] as const)(
      'is tiled by its windows, grouped by %s',
      async (group) => {
        const whole = await lists.page(asking(query, 'cy', { group }));
        expect(whole.rows).toHaveLength(whole.total);
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.boolean(), async (count, anew) => {
            const asked = anew ? new IssueLists(store.read, store.dialect) : lists;
            const keys: string[] = [];
            for (let offset = 0; offset < whole.total; offset += count) {
              const page = await asked.page(asking(query, 'cy', { group, offset, count }));
              expect(page.total).toBe(whole.total);
              keys.push(...page.rows.map(({ key }) => key));
            }
            expect(keys).toEqual(whole.rows.map(({ key }) => key));
          }),
          { numRuns: 5 },
        );
      },
    );

    test('is the same whether its positions were made before or not', async () => {
      const before = await lists.page(asking(query));
      await lists.prepare(asking(query));
      expect(await lists.page(asking(query))).toEqual(before);
      const positions = await lists.positions(asking(query));
      expect([...positions]).toEqual(before.rows.map(({ seq }) => seq));
    });

    test('has groups that add up, and that say how many rows each has', async () => {
      const { total, groups, rows } = await lists.page(asking(query, 'cy', { group: 'status' }));
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      const inOrder = groups.flatMap(({ status, count }) => Array(count).fill(status));
      expect(rows.map(({ status }) => status.name)).toEqual(inOrder);
    });

    test('leaves the rows of collapsed groups out, not their counts', async () => {
      const whole = await lists.page(asking(query, 'cy', { group: 'status' }));
      const page = await lists.page(
        asking(query, 'cy', { group: 'status', collapsed: ['open', 'resolved'] }),
      );
      expect([page.total, page.groups]).toEqual([whole.total, whole.groups]);
      const left = whole.rows.filter(({ status }) => status.name === 'in_progress');
      expect(page.rows).toEqual(left);
    });

    test('counts nothing that its viewer does not see', async () => {
      for (const who of ['cy', 'dee'] as const) {
        const page = await lists.page(asking(query, who, { group: 'status' }));
        const seen = page.rows.filter(({ key, confidential, assignee, reporter }) => {
          const own = assignee?.username === who || reporter.username === who;
          return (who === 'cy' || key.startsWith('PAY')) && (!confidential || own);
        });
        expect(page.rows).toEqual(seen);
        expect(page.total).toBe(seen.length);
      }
    });
  });

  test('shows groups in the order of the workflow, with its labels', async () => {
    const { groups } = await lists.page(asking('project:PAY', 'ana', { group: 'status' }));
    expect(groups).toEqual([
      { status: 'open', label: 'Open', category: 'todo', count: 40 },
      { status: 'in_progress', label: 'In progress', category: 'doing', count: 40 },
      { status: 'resolved', label: 'Resolved', category: 'done', count: 40 },
    ]);
  });

  test('has rows that need nothing more to be shown', async () => {
    const { rows } = await lists.page(asking('key:PAY-1'));
    expect(rows).toEqual([
      {
        seq: expect.any(Number),
        id: idOf('PAY-1'),
        key: 'PAY-1',
        title: 'Problem 0 with printing',
        type: 'bug',
        status: { name: 'open', label: 'Open', category: 'todo' },
        severity: { id: idOf('Blocker'), level: 'Blocker', rank: 1, colour: '#b43d08' },
        priority: 'high',
        assignee: { id: idOf('cy'), username: 'cy', name: 'Cy' },
        reporter: { id: idOf('ana'), username: 'ana', name: 'Ana' },
        tags: [
          { id: idOf('tag1'), name: 'Käse', colour: '#105e92' },
          { id: idOf('tag0'), name: 'ui', colour: '#105e92' },
        ],
        resolution: null,
        confidential: true,
        commentCount: 1,
        dueDate: '2026-05-01',
        createdAt: at('2026-01-01T00:00:00Z'),
        updatedAt: at('2026-02-01T00:00:00Z'),
        version: 1,
      },
    ]);
  });

  test('a superseded search stops', async () => {
    const signal = AbortSignal.abort();
    await expect(lists.page(asking('printing', 'ana', { signal }))).rejects.toThrow(/abort/i);
  });
});

describe.each(DATABASES)('a list of issues that change, on $name', (database) => {
  test('is made again when they change', async () => {
    const { store, end } = await freshStore(database);
    const [first, second] = [
      issueOf({ key: 'PAY-1', title: 'Lamp' }),
      issueOf({ key: 'PAY-2', title: 'Lantern' }),
    ];
    await makeWorld(store, [first, second], { comments: [commentOn('PAY-2', 1, 'flicker')] });
    const lists = new IssueLists(store.read, store.dialect);
    const keys = async (query: string) => {
      const { rows, total, version } = await lists.page(asking(query));
      expect(total).toBe(rows.length);
      expect(version).toBe(await store.version());
      return rows.map(({ key }) => key);
    };
    expect(await keys('lam')).toEqual(['PAY-1']);
    expect(await keys('flicker')).toEqual(['PAY-2']);
    expect(await keys('priority:medium sort:key')).toEqual(['PAY-1', 'PAY-2']);

    await write(store, [changed('issue', first, { title: 'Torch', priority: 'high' })]);
    expect(await keys('lam')).toEqual([]);
    expect(await keys('torch')).toEqual(['PAY-1']);
    expect(await keys('priority:medium sort:key')).toEqual(['PAY-2']);

    await write(store, [
      changed('comment', commentOn('PAY-2', 1, 'flicker'), { content: 'gone dark' }),
    ]);
    expect(await keys('flicker')).toEqual([]);
    expect(await keys('dark')).toEqual(['PAY-2']);

    await write(store, [
      removed('comment', commentOn('PAY-2', 1, 'gone dark')),
      removed('issue', second),
    ]);
    expect(await keys('dark')).toEqual([]);
    expect(await keys('lantern')).toEqual([]);
    expect(await keys('')).toEqual(['PAY-1']);
    await end();
  });

  test('says while words are searched that the index is not filled yet', async () => {
    const { store, end } = await freshStore(database);
    await makeWorld(store, [issueOf({ key: 'PAY-1', title: 'Lamp' })]);
    const lists = new IssueLists(store.read, store.dialect);
    expect((await lists.page(asking('lamp'))).incomplete).toBe(false);
    await store.transaction(({ db }) => noteSearchGap(db, 5, 9));
    expect((await lists.page(asking('lamp'))).incomplete).toBe(true);
    expect((await lists.page(asking('is:open'))).incomplete).toBe(false);
    await end();
  });
});

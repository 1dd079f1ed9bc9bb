import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IssueId, UserId } from '#domain/ids.ts';
import { flow } from '#engine/reports/flow.ts';
import { summary } from '#engine/reports/summary.ts';
import { workload } from '#engine/reports/workload.ts';
import { summaryShape, workloadShape } from '#protocol/shapes.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import {
  anIssue,
  aProject,
  aSeverity,
  aUser,
  aWorkflow,
  aWorkspace,
  idOf,
} from '#tests/support/rows.ts';

const at = (text: string) => Date.parse(text);
const doing = { status: 'in_progress', category: 'doing' } as const;
const done = { status: 'resolved', category: 'done', resolution: 'fixed' } as const;

const people = [
  aUser({ username: 'ana', role: 'admin' }),
  aUser({ username: 'dev', role: 'developer' }),
  aUser({ username: 'li', role: 'developer' }),
];
const issues = [
  {
    severity: idOf<never>('Blocker'),
    assignee: idOf<UserId>('dev'),
    createdAt: at('2026-03-01T10:00:00Z'),
  },
  {
    ...doing,
    severity: idOf<never>('Minor'),
    assignee: idOf<UserId>('li'),
    createdAt: at('2026-03-01T23:30:00Z'),
  },
  {
    ...doing,
    severity: idOf<never>('Minor'),
    assignee: idOf<UserId>('li'),
    createdAt: at('2026-03-03T10:00:00Z'),
  },
  {
    ...done,
    assignee: idOf<UserId>('li'),
    createdAt: at('2026-02-20T10:00:00Z'),
    resolvedAt: at('2026-03-02T10:00:00Z'),
  },
  // Its dates come from elsewhere: it was over before it began.
  {
    ...done,
    createdAt: at('2026-03-02T10:00:00Z'),
    resolvedAt: at('2026-01-01T10:00:00Z'),
  },
  {
    severity: idOf<never>('Blocker'),
    assignee: idOf<UserId>('dev'),
    confidential: true,
    reporter: idOf<UserId>('ana'),
    createdAt: at('2026-03-02T12:00:00Z'),
  },
].map((over, index) =>
  anIssue({
    severity: idOf('Major'),
    reporter: idOf('ana'),
    ...over,
    id: idOf<IssueId>(`issue${index + 1}`),
    number: index + 1,
  }),
);

describe.each(DATABASES)('reports on $name', (database) => {
  let fresh: Awaited<ReturnType<typeof freshStore>>;
  let store: Store;
  const asked = (username: string) => {
    const user = people.find((person) => person.username === username);
    if (user === undefined) throw new Error(`Nobody is called ${username}.`);
    return { store, user };
  };

  beforeAll(async () => {
    fresh = await freshStore(database);
    store = fresh.store;
    const severity = ['Blocker', 'Major', 'Minor'].map((level, index) =>
      aSeverity({ level, rank: index + 1 }),
    );
    const rows = { user: people, severity, issue: issues, project: [aProject()] };
    await write(store, allMade({ workflow: [aWorkflow()], workspace: [aWorkspace()], ...rows }));
  });
  afterAll(() => fresh.end());

  test('count by status and by severity', async () => {
    const told = await summary(asked('li'));
    expect(summaryShape.strict().parse(told)).toEqual(told);
    expect([told.total, told.open]).toEqual([5, 3]);
    expect(told.byStatus.map(({ name, count }) => [name, count])).toEqual([
      ['open', 1],
      ['in_progress', 2],
      ['resolved', 2],
    ]);
    expect(told.bySeverity.map((one) => [one.severity.level, one.count, one.open])).toEqual([
      ['Blocker', 1, 1],
      ['Major', 2, 0],
      ['Minor', 2, 2],
    ]);
  });

  test('count what the asker sees alone', async () => {
    expect((await summary(asked('ana'))).total).toBe(6);
    const seen = await workload(asked('ana'));
    expect(seen.map(({ person, open, workload: sum }) => [person.username, open, sum])).toEqual([
      ['dev', 2, 6],
      ['li', 2, 2],
    ]);
  });

  test('weigh who has what to do', async () => {
    const told = await workload(asked('li'));
    for (const one of told) expect(workloadShape.strict().parse(one)).toEqual(one);
    expect(told).toMatchObject([
      { person: { username: 'dev' }, open: 1, workload: 3 },
      { person: { username: 'li' }, open: 2, workload: 2 },
    ]);
  });

  const days = async (from: string, to: string, zone = 'UTC', who = 'li') => {
    const told = await flow({ from, to, zone }, asked(who));
    if (!told.ok) throw new Error(told.error.message);
    return told.value.map((one) => [one.day.slice(5), one.created, one.resolved, one.open]);
  };

  test('tell what came, what went, and what was open at the end of each day', async () => {
    expect(await days('2026-02-28', '2026-03-04')).toEqual([
      ['02-28', 0, 0, 1],
      ['03-01', 2, 0, 3],
      ['03-02', 1, 2, 2],
      ['03-03', 1, 0, 3],
      ['03-04', 0, 0, 3],
    ]);
    expect(await days('2026-03-02', '2026-03-02', 'UTC', 'ana')).toEqual([['03-02', 2, 2, 3]]);
  });

  test('take a day as it is in the zone', async () => {
    expect(await days('2026-03-01', '2026-03-02', 'Europe/Berlin')).toEqual([
      ['03-01', 1, 0, 2],
      ['03-02', 2, 2, 2],
    ]);
  });

  test.each([
    ['from', { from: '2026-02-30' }],
    ['to', { to: 'tomorrow' }],
    ['to', { to: '2026-02-27' }],
    ['to', { to: '2027-03-02' }],
    ['tz', { zone: 'Moon/Crater' }],
  ])('refuse %s: %o', async (field, over) => {
    const request = { from: '2026-02-28', to: '2026-03-01', zone: 'UTC', ...over };
    expect(await flow(request, asked('li'))).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION', field },
    });
  });
});

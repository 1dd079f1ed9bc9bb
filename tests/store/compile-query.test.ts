import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BugDetails } from '#domain/issue/bug-details.ts';
import { type Issue, PRIORITIES } from '#domain/issue/issue.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import type { Store } from '#store/store.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, empty, freshStore } from './contract/databases.ts';
import { drawQuery, findIn } from './query/reference.ts';
import {
  at,
  commentOn,
  fileAt,
  issueOf,
  keysFor,
  type Links,
  makeWorld,
  relationOf,
  SEVERITIES,
  TAGS,
  type Username,
} from './query/world.ts';

function bug(environment: BugDetails['environment']): BugDetails {
  return {
    stepsToReproduce: 'Open it.',
    expected: '',
    actual: '',
    frequency: 'always',
    environment,
    author: idOf('ana'),
  };
}

const ISSUES = [
  issueOf({
    key: 'PAY-1',
    title: 'Apple',
    priority: 'critical',
    severity: idOf('Blocker'),
    assignee: idOf('bo'),
    reporter: idOf('cy'),
    tags: [idOf('tag0'), idOf('tag1')],
    watchers: [idOf('cy')],
    dueDate: '2026-03-14',
    createdAt: at('2026-03-14T22:59:59.999Z'),
    updatedAt: at('2026-03-14T22:59:59.999Z'),
    bug: bug({ os: 'Android 15', device: 'Pixel' }),
  }),
  issueOf({
    key: 'PAY-2',
    title: 'banana',
    type: 'task',
    priority: 'low',
    severity: idOf('Trivial'),
    status: 'in_progress',
    category: 'doing',
    tags: [idOf('tag1')],
    dueDate: '2026-03-15',
    assessedAt: at('2026-03-01T00:00:00Z'),
    createdAt: at('2026-03-14T23:00:00Z'),
    updatedAt: at('2026-03-14T23:00:00Z'),
    bug: bug({ os: 'Windows' }),
  }),
  issueOf({
    key: 'PAY-3',
    title: 'Cherry',
    status: 'resolved',
    category: 'done',
    resolution: 'duplicate',
    duplicateOf: idOf('PAY-1'),
    resolvedAt: at('2026-03-10T12:00:00Z'),
    dueDate: '2026-03-01',
    createdAt: at('2026-02-28T12:00:00Z'),
    updatedAt: at('2026-03-07T23:30:00Z'),
    reporter: idOf('dee'),
    confidential: true,
  }),
  issueOf({
    key: 'PAY-4',
    title: 'date',
    status: 'closed',
    category: 'closed',
    resolution: 'fixed',
    closedAt: at('2025-12-31T23:59:59Z'),
    resolvedAt: at('2025-12-31T00:00:00Z'),
    tags: [idOf('tag2')],
    createdAt: at('2025-01-01T00:00:00Z'),
    updatedAt: at('2026-01-01T00:00:00Z'),
    reporter: idOf('bo'),
    assignee: idOf('cy'),
  }),
  issueOf({
    key: 'SEC-1',
    title: 'elder',
    reporter: idOf('bo'),
    duplicateOf: idOf('PAY-2'),
    resolution: 'duplicate',
    createdAt: at('2024-02-29T12:00:00Z'),
    updatedAt: at('2024-02-29T12:00:00Z'),
  }),
];
const LINKS: Links = {
  comments: [commentOn('PAY-4', 1, 'Seen again.')],
  relations: [
    relationOf('PAY-2', 'blocks', 'PAY-4'),
    relationOf('SEC-1', 'blocks', 'PAY-1'),
    // What is closed blocks nothing any more.
    relationOf('PAY-4', 'blocks', 'PAY-2'),
    relationOf('SEC-1', 'duplicates', 'PAY-4'),
    relationOf('PAY-1', 'relates', 'PAY-3'),
  ],
  attachments: [fileAt('PAY-3'), fileAt('SEC-1')],
};

/** Keys are the project's first letter and the number: `P1 S1`. */
const EXPECTED: readonly (readonly [query: string, keys: string])[] = [
  ['', 'P2 P1 P3 P4 S1'],
  ['project:pay', 'P2 P1 P3 P4'],
  ['project:PAY,SEC sort:key', 'P1 P2 P3 P4 S1'],
  ['-project:pay', 'S1'],
  ['key:pay-2,sec-1', 'P2 S1'],
  ['-key:pay-2', 'P1 P3 P4 S1'],
  ['status:open', 'P1 S1'],
  ['status:resolved,CLOSED', 'P3 P4'],
  ['-status:open,closed', 'P2 P3'],
  ['type:task', 'P2'],
  ['-type:task', 'P1 P3 P4 S1'],
  ['severity:blocker', 'P1'],
  ['severity:Major,Trivial', 'P2 P3 P4 S1'],
  ['priority:critical,low', 'P2 P1'],
  ['resolution:none', 'P2 P1'],
  ['resolution:duplicate', 'P3 S1'],
  ['-resolution:duplicate', 'P2 P1 P4'],
  ['assignee:bo', 'P1'],
  ['-assignee:bo', 'P2 P3 P4 S1'],
  ['assignee:none', 'P2 P3 S1'],
  ['assignee:none,CY', 'P2 P3 P4 S1'],
  ['reporter:bo,dee', 'P3 P4 S1'],
  ['reporter:me', 'P2'],
  ['tag:ui', 'P1'],
  ['tag:KÄSE', 'P2 P1'],
  ['tag:ui tag:käse', 'P1'],
  ['tag:ui,"slow start"', 'P1 P4'],
  ['-tag:käse,ui', 'P3 P4 S1'],
  ['tag:none', 'P3 S1'],
  ['tag:none,ui', 'P1 P3 S1'],
  ['-tag:none', 'P2 P1 P4'],
  ['env:android', 'P1'],
  ['env:OS=win', 'P2'],
  ['env:device=android', ''],
  ['-env:android', 'P2 P3 P4 S1'],
  ['env:none', 'P3 P4 S1'],
  ['created:2026-03-14', 'P2 P1'],
  ['created:2026-02', 'P3'],
  ['created:2024..2025', 'P4 S1'],
  ['created:>2026-02-28', 'P2 P1'],
  ['created:>=2026-02-28', 'P2 P1 P3'],
  ['created:<2025-01-02', 'P4 S1'],
  ['created:<=2025', 'P4 S1'],
  ['updated:<7d', 'P2 P1'],
  ['updated:>7d', 'P4 S1'],
  ['updated:>=7d', 'P3 P4 S1'],
  ['resolved:none', 'P2 P1 S1'],
  ['resolved:2026-03-10', 'P3'],
  ['-resolved:2026-03-10', 'P2 P1 P4 S1'],
  ['closed:>=2025-12-31', 'P4'],
  ['closed:none', 'P2 P1 P3 S1'],
  ['due:2026-03-14', 'P1'],
  ['due:none', 'P4 S1'],
  ['-due:<2026-03-14', 'P2 P1 P4 S1'],
  ['is:open', 'P2 P1 S1'],
  ['is:resolved,closed', 'P3 P4'],
  ['is:unassigned', 'P2 P3 S1'],
  ['is:confidential', 'P3'],
  ['is:watching', ''],
  ['is:overdue', ''],
  ['is:blocked', 'P1 P4'],
  ['-is:blocked', 'P2 P3 S1'],
  ['is:blocked,resolved', 'P1 P3 P4'],
  ['is:unassessed', 'P1 P3 P4 S1'],
  ['has:comment', 'P4'],
  ['-has:comment', 'P2 P1 P3 S1'],
  ['has:steps', 'P2 P1'],
  ['has:duplicate', 'P2 P1 P4'],
  ['-has:duplicate', 'P3 S1'],
  ['has:due', 'P2 P1 P3'],
  ['has:attachment', 'P3 S1'],
  ['-has:attachment', 'P2 P1 P4'],
  ['type:bug is:open -tag:ui', 'S1'],
  ['sort:title', 'P1 P2 P3 P4 S1'],
  ['sort:-key', 'S1 P4 P3 P2 P1'],
  ['sort:severity', 'P1 P3 P4 S1 P2'],
  ['sort:-severity', 'P2 S1 P4 P3 P1'],
  ['sort:priority', 'P1 P3 P4 S1 P2'],
  ['sort:status', 'P1 S1 P2 P3 P4'],
  ['sort:-status', 'P4 P3 P2 S1 P1'],
  ['sort:assignee', 'P1 P4 P2 P3 S1'],
  ['sort:-assignee', 'P4 P1 S1 P3 P2'],
  ['sort:reporter', 'P2 P4 S1 P1 P3'],
  ['sort:due', 'P3 P1 P2 P4 S1'],
  ['sort:-due', 'P2 P1 P3 S1 P4'],
  ['sort:created', 'S1 P4 P3 P1 P2'],
  ['sort:status,-title', 'S1 P1 P2 P3 P4'],
];

/** Who sees what of the same query. */
const SEEN: readonly (readonly [query: string, who: Username, keys: string])[] = [
  ['sort:key', 'ana', 'P1 P2 P3 P4 S1'],
  ['sort:key', 'bo', 'P1 P2 P3 P4 S1'],
  ['sort:key', 'cy', 'P1 P2 P4 S1'],
  ['sort:key', 'dee', 'P1 P2 P3 P4'],
  ['project:sec', 'dee', ''],
  ['key:sec-1', 'dee', ''],
  ['is:confidential', 'cy', ''],
  ['is:watching', 'cy', 'P1'],
  ['reporter:me', 'dee', 'P3'],
  ['assignee:me sort:key', 'cy', 'P4'],
  // The duplicates themselves are out of sight: SEC-1 for dee, PAY-3 for cy.
  ['has:duplicate', 'dee', 'P1'],
  ['has:duplicate', 'cy', 'P2 P4'],
  // So is what blocks PAY-1 for dee.
  ['is:blocked', 'dee', 'P4'],
  ['is:blocked', 'cy', 'P1 P4'],
  ['has:attachment', 'dee', 'P3'],
];

function short(keys: readonly string[]): string {
  return keys.map((key) => `${key[0]}${key.slice(4)}`).join(' ');
}

describe.each(DATABASES)('a query on $name', (database) => {
  let fresh: Awaited<ReturnType<typeof freshStore>>;
  let store: Store;

  beforeAll(async () => {
    fresh = await freshStore(database);
    store = fresh.store;
    await makeWorld(store, ISSUES, LINKS);
  });
  afterAll(() => fresh.end());

  test.each(EXPECTED)('%s finds %s', async (query, keys) => {
    expect(short(await keysFor(store, query))).toBe(keys);
  });

  test.each(SEEN)('%s asked by %s finds %s', async (query, who, keys) => {
    expect(short(await keysFor(store, query, who))).toBe(keys);
  });

  test('a day is the day of the zone in which it is asked', async () => {
    const inBerlin = { zone: 'Europe/Berlin' };
    expect(await keysFor(store, 'created:2026-03-14', 'ana', inBerlin)).toEqual(['PAY-1']);
    expect(await keysFor(store, 'is:overdue', 'ana', inBerlin)).toEqual(['PAY-1']);
  });
});

const KEYS = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'SEC-1', 'SEC-2', 'SEC-3'] as const;
const DAYS = ['2025-12-31', '2026-01-01', '2026-02-28', '2026-03-14'] as const;

const anyIssue = (key: string): fc.Arbitrary<Issue> =>
  fc
    .record({
      type: fc.constantFrom('bug' as const, 'task' as const),
      title: fc.constantFrom('a', 'B', 'ä', 'Zoo', '10', '9'),
      priority: fc.constantFrom(...PRIORITIES),
      severity: fc.constantFrom(...SEVERITIES).map((level) => idOf<Issue['severity']>(level)),
      state: fc.constantFrom(
        { status: 'open', category: 'todo' } as const,
        { status: 'in_progress', category: 'doing' } as const,
        { status: 'resolved', category: 'done' } as const,
        { status: 'closed', category: 'closed' } as const,
      ),
      reporter: fc
        .constantFrom('ana', 'bo', 'cy', 'dee')
        .map((name) => idOf<Issue['reporter']>(name)),
      assignee: fc.option(
        fc.constantFrom('bo', 'cy', 'dee').map((name) => idOf<Issue['reporter']>(name)),
      ),
      resolution: fc.option(fc.constantFrom('fixed' as const, 'duplicate' as const)),
      confidential: fc.boolean(),
      dueDate: fc.option(fc.constantFrom(...DAYS)),
      resolvedAt: fc.option(fc.constantFrom(...DAYS).map(at)),
      createdAt: fc.constantFrom(...DAYS).map(at),
      updatedAt: fc.constantFrom(...DAYS).map(at),
      tags: fc.subarray(TAGS.map((_, index) => idOf<Issue['tags'][number]>(`tag${index}`))),
      watchers: fc.subarray([idOf<Issue['reporter']>('cy'), idOf<Issue['reporter']>('dee')]),
      bug: fc.option(
        fc.constantFrom({ os: 'Android' }, { os: 'Windows', device: 'Android' }, {}).map(bug),
      ),
    })
    .map(({ state, ...issue }) => issueOf({ key, ...issue, ...state }));

const anyIssues = fc
  .subarray([...KEYS])
  .chain((keys) => fc.tuple(...keys.map(anyIssue)) as fc.Arbitrary<Issue[]>);

/** Relations between these issues, each said once, and files at some of them. */
const anyLinks = (issues: readonly Issue[]): fc.Arbitrary<Links> => {
  const keys = issues.map(({ project, number }) => {
    return `${project === idOf('PAY') ? 'PAY' : 'SEC'}-${number}`;
  });
  if (keys.length < 2) return fc.constant({});
  const key = fc.constantFrom(...keys);
  const relation = fc
    .record({ issue: key, kind: fc.constantFrom(...RELATION_KINDS), other: key })
    .filter(({ issue, other }) => issue !== other)
    .map(({ issue, kind, other }) => relationOf(issue, kind, other));
  return fc.record({
    relations: fc.uniqueArray(relation, { selector: ({ id }) => id, maxLength: 6 }),
    attachments: fc.subarray(keys.map(fileAt)),
  });
};
const anyWorld = anyIssues.chain((issues) => fc.tuple(fc.constant(issues), anyLinks(issues)));

describe.each(DATABASES)('any query on $name', (database) => {
  test('finds what an obvious filter finds, in its order, whoever asks', async () => {
    const { store, end } = await freshStore(database);
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        fc.array(fc.gen(), { minLength: 8, maxLength: 8 }),
        async ([issues, links], draws) => {
          await empty(store);
          await makeWorld(store, issues, links);
          for (const draw of draws) {
            const { text, who } = drawQuery(draw);
            expect([text, await keysFor(store, text, who)]).toEqual([
              text,
              findIn(issues, links, text, who),
            ]);
          }
        },
      ),
      { numRuns: 40 },
    );
    await end();
    // Forty worlds, each written anew and asked eight times: seconds on a quiet machine.
  }, 60_000);
});

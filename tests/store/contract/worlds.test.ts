import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lookup, Question, TableName } from '#domain/state.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { Store } from '#store/store.ts';
import { memoryState } from '#tests/support/memory-state.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, empty, freshStore } from './databases.ts';
import { between, drawWorld, inOrder, NOBODY, type World } from './worlds.ts';
import { write } from './write.ts';

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => idOf<never>(`${name}${i}`));

const EVERY_ID: { readonly [T in TableName]: readonly string[] } = {
  workspace: [WORKSPACE_ID],
  user: numbered('user', 4),
  project: numbered('project', 2),
  severity: numbered('severity', 3),
  tag: numbered('tag', 3),
  workflow: numbered('workflow', 2),
  rule: numbered('rule', 3),
  issue: numbered('issue', 5),
  comment: numbered('comment', 4),
  assignment: numbered('turn', 4),
  notification: numbered('note', 3),
  relation: numbered('relation', 3),
  attachment: numbered('file', 4),
  view: numbered('view', 2),
};

const STATES = ['open', 'somewhere'];
const QUESTIONS: readonly Question[] = [
  { ask: 'activeAdmins', of: {} },
  { ask: 'peopleWithRoles', of: { roles: ['manager', 'tester'] } },
  { ask: 'peopleWithRoles', of: { roles: [] } },
  { ask: 'severitiesByRank', of: {} },
  ...numbered('project', 2).flatMap((project): Question[] => [
    { ask: 'rulesWithCandidates', of: { project } },
    ...[1, 4, 9].map((number): Question => ({ ask: 'issueByNumber', of: { project, number } })),
    { ask: 'issuesOfProject', of: { project, states: STATES } },
  ]),
  ...numbered('issue', 5).flatMap((issue): Question[] => [
    { ask: 'duplicateChain', of: { issue } },
    { ask: 'partsOfIssue', of: { issue } },
    { ask: 'reachedFrom', of: { issue, kind: 'blocks' } },
    { ask: 'reachedFrom', of: { issue, kind: 'duplicates' } },
  ]),
  ...[
    [0, 1],
    [1, 0],
    [2, 0],
    [3, 4],
  ].map(
    ([issue, other]): Question => ({
      ask: 'relationsBetween',
      of: { issue: idOf(`issue${issue}`), other: idOf(`issue${other}`) },
    }),
  ),
  ...numbered('comment', 4).map(
    (comment): Question => ({ ask: 'attachmentsOfComment', of: { comment } }),
  ),
  ...numbered('severity', 3).map(
    (severity): Question => ({ ask: 'issuesWithSeverity', of: { severity } }),
  ),
  ...numbered('tag', 3).map((tag): Question => ({ ask: 'issuesWithTag', of: { tag } })),
  ...numbered('workflow', 2).flatMap((workflow): Question[] => [
    { ask: 'issuesInStates', of: { workflow, states: STATES } },
    { ask: 'projectsWithWorkflow', of: { workflow } },
  ]),
  ...numbered('user', 4).map(
    (recipient): Question => ({ ask: 'unreadNotifications', of: { recipient } }),
  ),
];

const LOOKUPS: readonly Lookup[] = [
  ...['ana', 'LI', 'nobody'].map((value): Lookup => ({ find: 'user', by: 'username', value })),
  ...['a@EXAMPLE.org', 'B@example.org'].map(
    (value): Lookup => ({ find: 'user', by: 'email', value }),
  ),
  ...['pay', 'WEB', 'NONE'].map((value): Lookup => ({ find: 'project', by: 'key', value })),
  ...['ui', 'KÄSE', 'KA\u0308SE', 'fast'].map(
    (value): Lookup => ({ find: 'tag', by: 'name', value }),
  ),
  ...['BLOCKER', 'major'].map((value): Lookup => ({ find: 'severity', by: 'level', value })),
  ...['STANDARD', 'ours'].map((value): Lookup => ({ find: 'workflow', by: 'name', value })),
  ...['0', '3', '9'].map(
    (value): Lookup => ({ find: 'issue', by: 'external', value, source: 'bugzilla' }),
  ),
  { find: 'issue', by: 'external', value: '0', source: 'elsewhere' },
  ...numbered('issue', 5).map((value): Lookup => ({ find: 'assignment', by: 'issue', value })),
];

/** Questions whose answer has an order of its own; the others are compared as sets. */
const ORDERED = new Set<string>([
  'rulesWithCandidates',
  'issueByNumber',
  'duplicateChain',
  'severitiesByRank',
  'unreadNotifications',
]);

async function everything(store: Store): Promise<World> {
  const { rows } = await store.transaction((tx) => store.loadRows(tx, { rows: EVERY_ID }));
  return rows;
}

async function expectSame(store: Store, world: World): Promise<void> {
  expect(inOrder(await everything(store))).toEqual(inOrder(world));
  expect(await store.verify()).toEqual([]);
}

function comparable(ask: string, answer: unknown): unknown {
  if (ORDERED.has(ask)) return answer;
  if (Array.isArray(answer)) return answer.toSorted();
  const parts = Object.entries(answer as Record<string, string[]>);
  return Object.fromEntries(parts.map(([name, ids]) => [name, ids.toSorted()]));
}

/** An issue that does not exist leads nowhere; everything else is answered by looking at all rows. */
async function expectSameAnswers(store: Store, world: World): Promise<void> {
  const state = memoryState(inOrder(world));
  await store.transaction(async (tx) => {
    for (const question of QUESTIONS) {
      const { answer, rows } = await store.answer(tx, question);
      // There may be thousands of them.
      if (question.ask === 'unreadNotifications') expect(rows.issue ?? []).toEqual([]);
      const plain = state.answer(question.ask, question.of as never);
      const leads = question.ask === 'duplicateChain' || question.ask === 'reachedFrom';
      const expected = leads && !state.get('issue', question.of.issue) ? [] : plain;
      expect(comparable(question.ask, answer), JSON.stringify(question)).toEqual(
        comparable(question.ask, expected),
      );
    }
    const { found } = await store.loadRows(tx, { lookups: LOOKUPS });
    for (const lookup of LOOKUPS) {
      const here = found.find((one) => JSON.stringify(one.lookup) === JSON.stringify(lookup));
      expect(here?.id, JSON.stringify(lookup)).toBe(state.find(lookup));
    }
  });
}

describe.each(DATABASES)('$name: any world', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ store, end } = await freshStore(database));
  });
  afterAll(() => end());

  it('is read as it was written, from nothing, from another world, and back to nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.infiniteStream(fc.double()), async (draw, order) => {
        await empty(store);
        const first = drawWorld(draw);
        const second = drawWorld(draw);
        const shuffled = (from: World, to: World) =>
          between(from, to)
            .map((change) => ({ change, place: order.next().value ?? 0 }))
            .toSorted((a, b) => a.place - b.place)
            .map(({ change }) => change);
        await write(store, shuffled(NOBODY, first));
        await expectSame(store, first);
        await expectSameAnswers(store, first);
        await write(store, shuffled(first, second));
        await expectSame(store, second);
        await expectSameAnswers(store, second);
        await write(store, shuffled(second, NOBODY));
        await expectSame(store, NOBODY);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 120_000);
});

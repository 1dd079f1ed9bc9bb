import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Matcher, matchAll } from '#store/live/match.ts';
import { seeingAll, type WatchedQuery } from '#store/live/watched-query.ts';
import { findNames } from '#store/query/names.ts';
import { traitsOf } from '#store/query/traits.ts';
import { CommentIssues } from '#store/search/comment-issues.ts';
import type { Store } from '#store/store.ts';
import { idOf } from '#tests/support/rows.ts';
import { DATABASES, freshStore } from '../contract/databases.ts';
import { ASKED, at, commentOn, issueOf, makeWorld, parsed } from '../query/world.ts';

/*
 * What a few issues are asked must be what all are asked, narrowed to those few: the statement for
 * many queries at once against each query by itself.
 */

const TITLES = ['Refund is late', 'Refund is sent twice', 'Slow start', 'Käse', '4.18 crashes'];
const ISSUES = Array.from({ length: 24 }, (_, index) =>
  issueOf({
    key: `${index % 3 === 0 ? 'SEC' : 'PAY'}-${index + 1}`,
    title: TITLES[index % TITLES.length] ?? '',
    type: index % 4 === 0 ? 'task' : 'bug',
    severity: idOf(['Blocker', 'Major', 'Trivial'][index % 3] ?? ''),
    assignee: index % 2 === 0 ? null : idOf('bo'),
    reporter: idOf(index % 5 === 0 ? 'cy' : 'ana'),
    tags: index % 4 === 1 ? [idOf('tag0')] : [],
    watchers: index % 3 === 1 ? [idOf('cy')] : [],
    confidential: index % 6 === 0,
    dueDate: index % 7 === 0 ? '2026-03-01' : null,
    createdAt: at('2026-03-01T00:00:00Z') + index * 43_200_000,
    updatedAt: at('2026-03-01T00:00:00Z') + index * 43_200_000,
    bug:
      index % 4 === 2
        ? {
            stepsToReproduce: 'Tap.',
            expected: '',
            actual: '',
            frequency: 'always',
            environment: { os: index % 8 === 2 ? 'Android 15' : 'iOS' },
            author: idOf('ana'),
          }
        : null,
  }),
);
const COMMENTS = [commentOn('PAY-2', 1, 'Only with a gift card.'), commentOn('PAY-5', 2, 'Refund')];

const QUERIES = [
  ...['', 'is:open', '-is:open', 'type:task', 'severity:Blocker,Trivial -assignee:none'],
  ...['assignee:me', 'reporter:me', 'is:watching', '-is:watching', 'is:unassigned', 'is:overdue'],
  ...['tag:ui', '-tag:ui', 'tag:none', 'tag:nothing', 'env:os=android', 'env:ios', 'env:none'],
  ...['project:SEC', '-project:SEC is:confidential', 'key:PAY-2,SEC-1', 'has:comment', 'has:steps'],
  ...['created:2026-03-05', 'updated:<3d', 'updated:>3d', 'due:none', 'due:<2026-03-02'],
  ...['refund', 'refund -twice', '-refund', '"gift card"', 'ref', 'käse', '4.18', 'refund tag:ui'],
  // More of them than one statement takes.
  ...Array.from({ length: 60 }, (_, index) => `key:PAY-${index + 1}`),
];

describe.each(DATABASES)('$name: asking many queries of few issues', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  let queries: readonly WatchedQuery[];
  let me: number;
  beforeEach(async () => {
    ({ store, end } = await freshStore(database));
    await makeWorld(store, ISSUES, { comments: COMMENTS });
    const { n } = await store.read
      .selectFrom('user')
      .select('n')
      .where('id', '=', idOf('cy'))
      .executeTakeFirstOrThrow();
    me = n;
    queries = await Promise.all(QUERIES.map(watched));
  });
  afterEach(() => end());

  async function watched(text: string): Promise<WatchedQuery> {
    const query = parsed(text);
    const traits = traitsOf(query);
    const scope = seeingAll(traits.ofViewer ? me : 0);
    return { query, traits, zone: 'UTC', scope, names: await findNames(store.read, query) };
  }
  const whole = (one: WatchedQuery) =>
    matchAll(store.read, store.dialect, one, ASKED, new CommentIssues());

  test('finds each issue by itself where it is found among all', async () => {
    const everything = await Promise.all(queries.map(whole));
    // Else the table above would show little.
    expect(
      everything.filter(({ size }) => size > 0 && size < ISSUES.length).length,
    ).toBeGreaterThan(25);
    const matcher = new Matcher(store.dialect);
    const seqs = fc.uniqueArray(fc.integer({ min: 1, max: ISSUES.length + 3 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(seqs, async (asked) => {
        const found = await matcher.match(store.read, queries, asked, ASKED);
        for (const [index, one] of queries.entries()) {
          const expected = asked.filter((seq) => everything[index]?.has(seq)).sort((a, b) => a - b);
          const text = QUERIES[index];
          expect([text, [...(found.get(one)?.rising() ?? [])]]).toEqual([text, expected]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('goes by the queries that it is given, and by the time', async () => {
    const matcher = new Matcher(store.dialect);
    const [open, none, recent] = await Promise.all(
      ['is:open', '-is:open', 'updated:<3d'].map(watched),
    );
    if (!open || !none || !recent) throw new Error('Three queries.');
    const ask = async (list: readonly WatchedQuery[], now = ASKED) =>
      [...(await matcher.match(store.read, list, [23, 24], now)).values()].map(({ size }) => size);
    expect(await ask([open, recent])).toEqual([2, 2]);
    expect(await ask([none])).toEqual([0]);
    expect(await ask([none, open])).toEqual([0, 2]);
    expect(await ask([recent], ASKED + 30 * 86_400_000)).toEqual([0]);
    expect(await ask([])).toEqual([]);
  });
});

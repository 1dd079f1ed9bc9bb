import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRoute, HOME, MANAGE_PARTS, parseRoute, type Route } from '#renderer/stores/route.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((one) => one.isWellFormed());
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.record({
    screen: fc.constant('issues' as const),
    issue: orNull(text),
    query: orNull(fc.string({ unit: 'grapheme' })),
    group: fc.constantFrom('none' as const, 'status' as const),
  }),
  fc.record({
    screen: fc.constant('board' as const),
    project: orNull(text),
    issue: orNull(text),
    query: orNull(fc.string({ unit: 'grapheme' })),
  }),
  fc.record({ screen: fc.constant('inbox' as const), issue: orNull(text), unread: fc.boolean() }),
  fc.record({ screen: fc.constant('manage' as const), part: fc.constantFrom(...MANAGE_PARTS) }),
  fc.record({ screen: fc.constant('issue' as const), issue: text }),
);

describe('a route', () => {
  test('is read back from its hash', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  test.each([
    ['#/issues', HOME],
    ['#/issues/PAY-12', { ...HOME, issue: 'PAY-12' }],
    ['#/issues?q=tag%3Arefunds&group=none', { ...HOME, query: 'tag:refunds', group: 'none' }],
    ['#/board', { screen: 'board', project: null, issue: null, query: null }],
    ['#/board/PAY', { screen: 'board', project: 'PAY', issue: null, query: null }],
    ['#/inbox', { screen: 'inbox', issue: null, unread: false }],
    ['#/inbox?show=unread', { screen: 'inbox', issue: null, unread: true }],
    ['#/manage/people', { screen: 'manage', part: 'people' }],
    ['#/issue/PAY-12', { screen: 'issue', issue: 'PAY-12' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  test.each(['', '#', '#/', '#/nowhere', '#/issue', '#/issue/%E0%A4'])(
    'leads home from %j',
    (hash) => {
      expect(parseRoute(hash)).toEqual(HOME);
    },
  );

  test('of an unknown part of the management is its first', () => {
    expect(parseRoute('#/manage/else')).toEqual({ screen: 'manage', part: 'projects' });
  });
});

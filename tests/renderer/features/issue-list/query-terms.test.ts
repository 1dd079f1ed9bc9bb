import { expect, test } from 'vitest';
import { projectOf } from '#renderer/features/issue-list/project-of-query.ts';
import { termsLeftOut } from '#renderer/features/issue-list/query-terms.ts';

test('each term is left out in turn, as it was written', () => {
  expect(termsLeftOut('crash  -tag:a,b "two words" sort:key')).toEqual([
    { term: 'crash', rest: '-tag:a,b "two words" sort:key' },
    { term: '-tag:a,b', rest: 'crash "two words" sort:key' },
    { term: '"two words"', rest: 'crash  -tag:a,b sort:key' },
  ]);
});

test.each([
  ['project:pay crash', 'PAY'],
  ['project:PAY project:pay', 'PAY'],
  ['project:PAY,WEB', null],
  ['-project:PAY', null],
  ['crash', null],
  ['project:', null],
])('the one project of %j is %j', (text, key) => {
  expect(projectOf(text)).toBe(key);
});

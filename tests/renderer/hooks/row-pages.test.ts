import { expect, test } from 'vitest';
import { PAGE_ROWS, pagesOf, type RowPages, rowAt, withPage } from '#renderer/hooks/row-pages.ts';

const empty: RowPages<string> = { total: 0, pages: new Map() };
const page = (n: number) => Array.from({ length: PAGE_ROWS }, (_, i) => `row ${n * PAGE_ROWS + i}`);

test('a row is found on its page, and is not there while the page is not', () => {
  const list = withPage(empty, 2, page(2), 300);
  expect(rowAt(list, 205)).toBe('row 205');
  expect(rowAt(list, 199)).toBeUndefined();
  expect(rowAt(list, 300)).toBeUndefined();
});

test.each([
  [0, 0, [0]],
  [0, 99, [0]],
  [99, 100, [0, 1]],
  [250, 460, [2, 3, 4]],
])('rows %i to %i stand on pages %j', (first, last, pages) => {
  expect(pagesOf(first, last)).toEqual(pages);
});

test('the total is that of the page that was read last', () => {
  expect(withPage(withPage(empty, 0, page(0), 300), 1, page(1), 299).total).toBe(299);
});

test('of many pages those read last are kept', () => {
  let list = empty;
  for (let n = 0; n < 30; n += 1) list = withPage(list, n, page(n), 3000);
  list = withPage(list, 20, page(20), 3000);
  expect([...list.pages.keys()]).toEqual([18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 20]);
});

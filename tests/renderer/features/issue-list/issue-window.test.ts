import { describe, expect, test } from 'vitest';
import type { IssuesPage } from '#protocol/api.ts';
import {
  type IssueWindow,
  PAGE_ROWS,
  pageToRead,
  positionOf,
  rowAt,
  withIssuePage,
} from '#renderer/features/issue-list/issue-window.ts';
import { issueRow } from '../rows.ts';

function answer(prefix: string, count = PAGE_ROWS): IssuesPage {
  const rows = Array.from({ length: count }, (_, index) => issueRow(`${prefix}-${index}`));
  return { total: 5000, rows, groups: [], capped: false, incomplete: false, version: 1 };
}

const read = (before: IssueWindow | undefined, page: number, age = 0, asked = 'all') =>
  withIssuePage(before, asked, page, age, answer(`p${page}`));

describe('a window', () => {
  const window = read(read(undefined, 0), 7);

  test('knows the rows of the pages that were read, and where an issue stands', () => {
    expect(rowAt(window, 703)?.id).toBe('p7-3');
    expect(positionOf(window, 'p7-3')).toBe(703);
  });

  test('knows nothing of the others', () => {
    expect(rowAt(window, 300)).toBeUndefined();
    expect(positionOf(window, 'p3-0')).toBeUndefined();
  });

  test('begins anew with another question', () => {
    const other = read(window, 0, 0, 'other');
    expect(other.asked).toBe('other');
    expect(rowAt(other, 703)).toBeUndefined();
  });

  test('keeps a few pages: the one read longest ago goes first', () => {
    const long = Array.from({ length: 12 }, (_, page) => page).reduce<IssueWindow | undefined>(
      (before, page) => read(before, page),
      undefined,
    );
    const more = read(read(long, 0), 40);
    expect(rowAt(more, 0)).toBeDefined();
    expect(rowAt(more, PAGE_ROWS)).toBeUndefined();
    expect(rowAt(more, 40 * PAGE_ROWS)).toBeDefined();
  });
});

describe('what is read next', () => {
  const window = read(read(undefined, 0), 1);

  test.each([
    ['the first page of an unknown list', undefined, 0, 30, 0, 0],
    ['nothing, where all is known', window, 20, 180, 0, undefined],
    ['the first page that is missing', window, 150, 420, 0, 2],
    ['the first page that is older than a change', window, 20, 180, 1, 0],
    ['only what is on screen', window, 950, 990, 1, 9],
  ])('%s', (_, known, first, last, age, page) => {
    expect(pageToRead(known, first, last, age)).toBe(page);
  });

  test('a page read after a change is not read again', () => {
    expect(pageToRead(read(window, 0, 1), 0, 50, 1)).toBeUndefined();
  });
});

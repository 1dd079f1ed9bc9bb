import { describe, expect, test } from 'vitest';
import type { IssueRow } from '#protocol/shapes.ts';
import { arrangeBoard, type ShownColumn } from '#renderer/features/board/arrange-board.ts';
import {
  type Board,
  nextToRead,
  PAGE_CARDS,
  withBoardPage,
  withColumnPage,
} from '#renderer/features/board/board-pages.ts';
import { issueRow } from '../rows.ts';

const OPEN = { name: 'open', label: 'Open', category: 'todo' } as const;
const DOING = { name: 'doing', label: 'In progress', category: 'doing' } as const;

function column(
  status: typeof OPEN | typeof DOING,
  rows: readonly IssueRow[],
  total = rows.length,
) {
  const { name, label, category } = status;
  return { status: name, label, category, total, rows: rows.map((row) => ({ ...row, status })) };
}

function board(open: readonly IssueRow[], doing: readonly IssueRow[], total?: number): Board {
  const columns = [column(OPEN, open, total), column(DOING, doing)];
  const page = { columns, workflow: 'standard', incomplete: false, version: 1 };
  return withBoardPage(undefined, 'q', 0, page);
}

const ids = (shown: ShownColumn | undefined) =>
  Array.from({ length: shown?.count ?? 0 }, (_, index) => shown?.cardAt(index)?.id);

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => issueRow(id)) as [
  IssueRow,
  IssueRow,
  IssueRow,
  IssueRow,
];

describe('a move that waits for its answer', () => {
  /** `b` is on its way; its next version shows it there. */
  const patched = (row: IssueRow) =>
    row.id === 'b' && row.version === 1 ? { ...row, status: DOING } : row;

  test('stands on top of its new column, and the counts follow', () => {
    const [open, doing] = arrangeBoard(board([a, b, c], [d]), patched);
    expect(ids(open)).toEqual(['a', 'c']);
    expect(ids(doing)).toEqual(['b', 'd']);
    expect(doing?.cardAt(0)?.status).toEqual(DOING);
  });

  test('is back where it was once it is given up', () => {
    const [open, doing] = arrangeBoard(board([a, b, c], [d]), null);
    expect([ids(open), ids(doing)]).toEqual([['a', 'b', 'c'], ['d']]);
  });

  test('says nothing to a board that has been read since', () => {
    const moved = { ...b, version: 2 };
    const [open, doing] = arrangeBoard(board([a, c], [d, moved]), patched);
    expect([ids(open), ids(doing)]).toEqual([
      ['a', 'c'],
      ['d', 'b'],
    ]);
  });

  test('is shown once, when one column was read since and the other was not', () => {
    const [open, doing] = arrangeBoard(board([a, b, c], [d, { ...b, version: 2 }]), patched);
    expect([ids(open), ids(doing)]).toEqual([
      ['a', 'c'],
      ['d', 'b'],
    ]);
  });

  test('every card knows its place', () => {
    for (const shown of arrangeBoard(board([a, b, c], [d]), patched)) {
      for (const [index, id] of ids(shown).entries()) expect(shown.indexOf(String(id))).toBe(index);
    }
    const [open] = arrangeBoard(board([a, b, c], [d]), patched);
    expect(open?.indexOf('b')).toBe(-1);
  });
});

describe('what is read next', () => {
  const long = board([a], [], 500);
  const at = (first: number, last: number) => new Map([['open', { first, last }]]);

  test.each([
    ['the board, where nothing is known', undefined, at(0, 5), 0, 'board'],
    ['the board, after a change', long, at(0, 5), 1, 'board'],
    ['nothing, where all is known', long, at(0, 5), 0, null],
    ['the page on screen', long, at(120, 130), 0, { status: 'open', page: 2 }],
    ['nothing beyond the end', board([a], []), at(0, 400), 0, null],
  ])('%s', (_, known, shown, age, expected) => {
    expect(nextToRead(known, 'q', shown, age)).toEqual(expected);
  });

  test('the board of another query', () => {
    expect(nextToRead(long, 'other', at(0, 5), 0)).toBe('board');
  });

  test('a deeper page, after the board, once it is old', () => {
    const rows = Array.from({ length: PAGE_CARDS }, (_, index) => issueRow(`x${index}`));
    const deeper = withColumnPage(long, 'open', 2, 0, { rows, total: 500 });
    const fresh = {
      columns: [column(OPEN, [a], 500)],
      workflow: 'w',
      incomplete: false,
      version: 2,
    };
    const again = withBoardPage(deeper, 'q', 1, fresh);
    expect(arrangeBoard(again, null)[0]?.cardAt(2 * PAGE_CARDS)?.id).toBe('x0');
    expect(nextToRead(again, 'q', at(100, 110), 1)).toEqual({ status: 'open', page: 2 });
  });
});

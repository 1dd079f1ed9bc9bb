import type { Category } from '#domain/workflow/workflow.ts';
import type { BoardPage } from '#protocol/api.ts';
import type { IssueRow } from '#protocol/shapes.ts';

/** Cards in one page of a column. */
export const PAGE_CARDS = 50;
/** How many pages of a column are kept: those read last. */
const KEPT_PAGES = 8;

interface Page {
  readonly rows: readonly IssueRow[];
  /** How many changes had been heard of when it was asked for. */
  readonly age: number;
}

/** One state with as many of its cards as were read. */
export interface BoardColumn {
  readonly status: string;
  readonly label: string;
  readonly category: Category;
  readonly total: number;
  readonly pages: ReadonlyMap<number, Page>;
}

/** What is known of the board that one query leads to. */
export interface Board {
  readonly query: string;
  readonly workflow: string;
  readonly incomplete: boolean;
  readonly columns: readonly BoardColumn[];
  /** The age of its columns and counts. */
  readonly age: number;
}

/** The positions of a column that are on screen. */
export interface Shown {
  readonly first: number;
  readonly last: number;
}

/** The board after its columns were read; deeper pages stay in view until they are read again. */
export function withBoardPage(
  before: Board | undefined,
  query: string,
  age: number,
  { columns, workflow, incomplete }: BoardPage,
): Board {
  const kept = before?.query === query ? before.columns : [];
  return {
    query,
    workflow,
    incomplete,
    age,
    columns: columns.map(({ rows, category, ...about }) => {
      const pages = kept.find(({ status }) => status === about.status)?.pages;
      return {
        ...about,
        category: category as Category,
        pages: new Map([...(pages ?? []), [0, { rows, age }]]),
      };
    }),
  };
}

/** The board after one more page of a column was read. */
export function withColumnPage(
  board: Board,
  status: string,
  page: number,
  age: number,
  { rows, total }: { readonly rows: readonly IssueRow[]; readonly total: number },
): Board {
  const columns = board.columns.map((column) => {
    if (column.status !== status) return column;
    const pages = new Map(column.pages);
    pages.delete(page);
    pages.set(page, { rows, age });
    for (const oldest of pages.keys()) {
      if (pages.size <= KEPT_PAGES) break;
      if (oldest !== 0) pages.delete(oldest);
    }
    return { ...column, total, pages };
  });
  return { ...board, columns };
}

export function cardAt({ pages }: BoardColumn, position: number): IssueRow | undefined {
  return pages.get(Math.floor(position / PAGE_CARDS))?.rows[position % PAGE_CARDS];
}

/** Every card of a column that was read, with its position. */
export function* cardsOf({
  pages,
}: BoardColumn): Generator<{ readonly position: number; readonly row: IssueRow }> {
  for (const [page, { rows }] of pages) {
    for (const [index, row] of rows.entries()) yield { position: page * PAGE_CARDS + index, row };
  }
}

/** What to read next: the whole board when it is old, else the first missing or old page on screen. */
export function nextToRead(
  board: Board | undefined,
  query: string,
  shown: ReadonlyMap<string, Shown>,
  age: number,
): 'board' | { readonly status: string; readonly page: number } | null {
  if (board?.query !== query || board.age < age) return 'board';
  for (const column of board.columns) {
    const { first = 0, last = 0 } = shown.get(column.status) ?? {};
    const end = Math.min(last, column.total - 1);
    for (
      let page = Math.floor(Math.max(0, first) / PAGE_CARDS);
      page * PAGE_CARDS <= end;
      page += 1
    ) {
      const known = column.pages.get(page);
      if (known === undefined || known.age < age) return { status: column.status, page };
    }
  }
  return null;
}

/** Rows in one page of a long list. */
export const PAGE_ROWS = 100;
/** How many pages are kept; those seen last. */
const KEPT_PAGES = 12;

/** What is known of a long list: how long it is, and the pages that were read. */
export interface RowPages<Row> {
  readonly total: number;
  /** By number of the page, from 0; the page read last stands last. */
  readonly pages: ReadonlyMap<number, readonly Row[]>;
}

export function rowAt<Row>({ pages }: RowPages<Row>, index: number): Row | undefined {
  return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
}

/** The pages that rows `first` to `last` stand in. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
  const to = Math.floor(Math.max(0, last) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** With a page that was read; beyond the kept number, the one that was read longest ago goes. */
export function withPage<Row>(
  before: RowPages<Row>,
  page: number,
  rows: readonly Row[],
  total: number,
): RowPages<Row> {
  const pages = new Map(before.pages);
  pages.delete(page);
  pages.set(page, rows);
  for (const oldest of pages.keys()) {
    if (pages.size <= KEPT_PAGES) break;
    pages.delete(oldest);
  }
  return { total, pages };
}

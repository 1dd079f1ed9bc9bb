import type { IssuesPage } from '#protocol/api.ts';
import type { IssueRow } from '#protocol/shapes.ts';

/** Rows in one page. */
export const PAGE_ROWS = 100;
/** How many pages are kept: those read last. */
const KEPT_PAGES = 12;

interface Page {
  readonly rows: readonly IssueRow[];
  /** How many changes had been heard of when it was asked for. */
  readonly age: number;
}

/** What is known of the list that one question leads to. */
export interface IssueWindow extends Omit<IssuesPage, 'rows'> {
  /** The question, as the caller names it. */
  readonly asked: string;
  /** By number of the page, from 0; the page read last stands last. */
  readonly pages: ReadonlyMap<number, Page>;
}

/**
 * The window after one more page was read. Another question begins it anew; pages of older data
 * stay in view until they are read again.
 * @param age how many changes had been heard of when the page was asked for
 */
export function withIssuePage(
  before: IssueWindow | undefined,
  asked: string,
  page: number,
  age: number,
  { rows, ...about }: IssuesPage,
): IssueWindow {
  const pages = new Map(before?.asked === asked ? before.pages : []);
  pages.delete(page);
  pages.set(page, { rows, age });
  for (const oldest of pages.keys()) {
    if (pages.size <= KEPT_PAGES) break;
    pages.delete(oldest);
  }
  return { ...about, asked, pages };
}

/** The row at a position among the rows that are not collapsed; undefined while it is not read. */
export function rowAt({ pages }: IssueWindow, position: number): IssueRow | undefined {
  return pages.get(Math.floor(position / PAGE_ROWS))?.rows[position % PAGE_ROWS];
}

/** Where an issue stands, by its id or its key, if it is among the rows that were read. */
export function positionOf({ pages }: IssueWindow, issue: string): number | undefined {
  for (const [page, { rows }] of pages) {
    const index = rows.findIndex(({ id, key }) => id === issue || key === issue);
    if (index !== -1) return page * PAGE_ROWS + index;
  }
  return undefined;
}

/** The first page of `first` to `last` that is missing or older than `age`. */
export function pageToRead(
  window: IssueWindow | undefined,
  first: number,
  last: number,
  age: number,
): number | undefined {
  const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
  const to = Math.floor(Math.max(first, last, 0) / PAGE_ROWS);
  for (let page = from; page <= to; page += 1) {
    const known = window?.pages.get(page);
    if (known === undefined || known.age < age) return page;
  }
  return undefined;
}

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { CallName } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import { onConnection } from '../api.ts';
import { tablesOf } from './call-tables.ts';
import { PAGE_ROWS, pagesOf, type RowPages, rowAt, withPage } from './row-pages.ts';
import { useFeed } from './use-feed.ts';

export interface PageAnswer<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

export type ReadPage<Row> = (offset: number, count: number) => Promise<Result<PageAnswer<Row>>>;

/** Pages, and the reader that they came from. */
interface Held<Row> {
  readonly read: ReadPage<Row>;
  readonly list: RowPages<Row>;
}

export interface LongList<Row> {
  /** undefined until the first page is there. */
  readonly total: number | undefined;
  readonly error: Rejection | undefined;
  /** undefined while its page is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Says which rows are on screen, so that their pages are read. */
  readonly show: (first: number, last: number) => void;
}

/**
 * A list too long to hold: pages of 100 rows are read as they come on screen, a few are kept, and
 * those on screen are read again when the feed touches what the call reads. The list stays while
 * another one is on its way.
 * @param name the call that `read` makes, for the feed
 * @param read keeps its identity as long as it reads the same list
 */
export function useRowPages<Row>(name: CallName, read: ReadPage<Row>): LongList<Row> {
  const [held, setHeld] = useState<Held<Row>>();
  const [error, setError] = useState<Rejection>();
  const shown = useRef({ first: 0, last: 0 });
  const known = useRef({ read, pages: new Set<number>() });

  const load = useCallback(
    async (page: number) => {
      const mine = known.current;
      mine.pages.add(page);
      const result = await read(page * PAGE_ROWS, PAGE_ROWS);
      if (known.current !== mine) return;
      if (!result.ok) {
        mine.pages.delete(page);
        return setError(result.error);
      }
      const { rows, total } = result.value;
      setError(undefined);
      setHeld((before) => {
        const list = withPage(before?.read === read ? before.list : NOTHING, page, rows, total);
        for (const asked of mine.pages) if (!list.pages.has(asked)) mine.pages.delete(asked);
        return { read, list };
      });
    },
    [read],
  );
  const loadShown = useCallback(() => {
    for (const page of pagesOf(shown.current.first, shown.current.last)) {
      if (!known.current.pages.has(page)) void load(page);
    }
  }, [load]);
  const reload = useCallback(() => {
    known.current = { read, pages: new Set() };
    loadShown();
  }, [read, loadShown]);

  useEffect(() => {
    shown.current = { first: 0, last: 0 };
    reload();
  }, [reload]);
  useEffect(() => onConnection((connected) => connected && reload()), [reload]);
  useFeed((message) => {
    if (message.kind !== 'changed') return;
    if (message.tables.some((table) => tablesOf(name).includes(table))) reload();
  });

  const list = held?.list;
  return {
    total: list?.total,
    error,
    rowAt: (index) => (list === undefined ? undefined : rowAt(list, index)),
    show: useCallback(
      (first, last) => {
        shown.current = { first, last };
        loadShown();
      },
      [loadShown],
    ),
  };
}

const NOTHING: RowPages<never> = { total: 0, pages: new Map() };

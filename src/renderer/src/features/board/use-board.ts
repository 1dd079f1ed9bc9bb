import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import { call, onConnection } from '../../api.ts';
import { tablesOf } from '../../hooks/call-tables.ts';
import { useFeed } from '../../hooks/use-feed.ts';
import {
  type Board,
  nextToRead,
  PAGE_CARDS,
  type Shown,
  withBoardPage,
  withColumnPage,
} from './board-pages.ts';

export interface BoardReading {
  /** The last good answer, also while another is on its way; undefined before the first. */
  readonly board: Board | undefined;
  readonly error: Rejection | undefined;
  /** Says which cards of a column are on screen, so that their pages are read. */
  readonly show: (status: string, shown: Shown) => void;
  readonly reload: () => void;
}

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Reads a board, and more of its columns as they are scrolled. One question is under way at a
 * time; what is on screen is read again whenever the feed tells of a change.
 * @param query null while it is not known what to show
 */
export function useBoard(query: string | null): BoardReading {
  const [board, setBoard] = useState<Board>();
  const [refused, setRefused] = useState<{ readonly query: string; readonly error: Rejection }>();
  const state = useRef({
    query,
    shown: new Map<string, Shown>(),
    /** How many changes were heard of. */
    age: 0,
    board: undefined as Board | undefined,
    refused: null as string | null,
    busy: false,
  });

  const read = useCallback(async () => {
    const now = state.current;
    if (now.busy) return;
    now.busy = true;
    for (;;) {
      const { query: mine, age } = now;
      if (mine === null || mine === now.refused) break;
      const next = nextToRead(now.board, mine, now.shown, age);
      if (next === null) break;
      const answer = await readNext(mine, next, now.board, age);
      if (now.query !== mine) continue;
      if ('error' in answer) {
        now.refused = mine;
        setRefused({ query: mine, error: answer.error });
        break;
      }
      now.board = answer.board;
      setBoard(now.board);
    }
    now.busy = false;
  }, []);

  const reload = useCallback(() => {
    state.current.age += 1;
    state.current.refused = null;
    setRefused(undefined);
    void read();
  }, [read]);

  useEffect(() => {
    const now = state.current;
    if (now.query !== query) Object.assign(now, { query, shown: new Map(), refused: null });
    void read();
  }, [query, read]);
  useFeed((message) => {
    if (message.kind !== 'changed') return;
    if (message.tables.some((table) => tablesOf('board.page').includes(table))) reload();
  });
  useEffect(() => onConnection((connected) => connected && reload()), [reload]);

  return {
    board,
    error: refused !== undefined && refused.query === query ? refused.error : undefined,
    reload,
    show: useCallback(
      (status, shown) => {
        state.current.shown.set(status, shown);
        void read();
      },
      [read],
    ),
  };
}

type Answer = { readonly board: Board } | { readonly error: Rejection };

async function readNext(
  query: string,
  next: Exclude<ReturnType<typeof nextToRead>, null>,
  board: Board | undefined,
  age: number,
): Promise<Answer> {
  if (next === 'board' || board === undefined) {
    const result = await call('board.page', { query, timeZone, count: PAGE_CARDS });
    if (!result.ok) return result;
    return { board: withBoardPage(board, query, age, result.value) };
  }
  const { status, page } = next;
  const offset = page * PAGE_CARDS;
  const result = await call('board.window', { query, timeZone, status, offset, count: PAGE_CARDS });
  if (!result.ok) return result;
  return { board: withColumnPage(board, status, page, age, result.value) };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { CallInput } from '#protocol/api.ts';
import { call, onConnection } from '../../api.ts';
import { tablesOf } from '../../hooks/call-tables.ts';
import { useFeed } from '../../hooks/use-feed.ts';
import { type IssueWindow, PAGE_ROWS, pageToRead, withIssuePage } from './issue-window.ts';

export type ListQuestion = Pick<CallInput<'issues.page'>, 'query' | 'group' | 'collapsed'>;

export interface IssueReading {
  /** The last good answer, also while another is on its way; undefined before the first. */
  readonly window: IssueWindow | undefined;
  /** Why the present question was refused; the window stays. */
  readonly error: Rejection | undefined;
  /** Says which positions are on screen, so that their pages are read. */
  readonly show: (first: number, last: number) => void;
  readonly reload: () => void;
}

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Reads a list by position. One question is under way at a time: of those that came meanwhile the
 * latest is next, so that typing needs no delay. What is on screen is read again whenever the feed
 * tells of newer data.
 */
export function useIssueWindow(question: ListQuestion): IssueReading {
  const asked = JSON.stringify(question);
  const [window, setWindow] = useState<IssueWindow>();
  const [refused, setRefused] = useState<{ readonly asked: string; readonly error: Rejection }>();
  const state = useRef({
    asked,
    first: 0,
    last: PAGE_ROWS - 1,
    /** How many changes were heard of. */
    age: 0,
    window: undefined as IssueWindow | undefined,
    refused: '',
    busy: false,
  });

  const read = useCallback(async () => {
    const now = state.current;
    if (now.busy) return;
    now.busy = true;
    for (;;) {
      const mine = now.asked;
      if (mine === now.refused) break;
      const current = now.window?.asked === mine ? now.window : undefined;
      const { age } = now;
      const page = pageToRead(current, now.first, now.last, age);
      if (page === undefined) break;
      const offset = page * PAGE_ROWS;
      const input = { ...(JSON.parse(mine) as ListQuestion), timeZone, offset, count: PAGE_ROWS };
      const result = await call('issues.page', input);
      if (now.asked !== mine) continue;
      if (!result.ok) {
        now.refused = mine;
        setRefused({ asked: mine, error: result.error });
        break;
      }
      now.window = withIssuePage(now.window, mine, page, age, result.value);
      setWindow(now.window);
    }
    now.busy = false;
  }, []);

  const reload = useCallback(() => {
    state.current.refused = '';
    setRefused(undefined);
    state.current.age += 1;
    void read();
  }, [read]);

  useEffect(() => {
    const now = state.current;
    if (now.asked !== asked) {
      Object.assign(now, { asked, first: 0, last: PAGE_ROWS - 1, refused: '' });
    }
    void read();
  }, [asked, read]);
  useFeed((message) => {
    if (message.kind !== 'changed') return;
    const tables = tablesOf('issues.page');
    if (!message.tables.some((table) => tables.includes(table))) return;
    state.current.age += 1;
    state.current.refused = '';
    void read();
  });
  useEffect(() => onConnection((connected) => connected && reload()), [reload]);

  return {
    window,
    error: refused?.asked === asked ? refused.error : undefined,
    reload,
    show: useCallback(
      (first, last) => {
        Object.assign(state.current, { first, last });
        void read();
      },
      [read],
    ),
  };
}

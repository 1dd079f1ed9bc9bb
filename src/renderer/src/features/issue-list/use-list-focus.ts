import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isFocusFree } from '../../components/use-returned-focus.ts';
import { type IssueWindow, positionOf, rowAt } from './issue-window.ts';
import type { ListItems } from './list-items.ts';

/** Where the keyboard is: on an issue, wherever it moves to, or on the head of a group. */
type Place =
  | { readonly kind: 'issue'; readonly id: string | undefined; readonly position: number }
  | { readonly kind: 'group'; readonly status: string };

export interface ListFocus {
  /** The line that holds the tab stop; -1 in an empty list. */
  readonly index: number;
  /** Whether somebody has chosen it, so that it is more than the place to begin at. */
  readonly chosen: boolean;
  /** Moves there, and takes the keyboard along. */
  readonly go: (index: number) => void;
  /** Remembers a line that the browser has focused itself. */
  readonly note: (index: number) => void;
  /** Gives the keyboard back to the line, as after a picker. */
  readonly restore: () => void;
  /** Takes the keyboard to an issue by its key; to the line it was on where that is not there. */
  readonly goTo: (issueKey: string) => void;
}

/**
 * One tab stop for the whole list. It belongs to an issue, not to a line: when others come or go
 * above it, it goes along, and when the issue itself is gone, the next one takes its place.
 * @param openKey the key of the open issue, which has the keyboard then instead of a new list
 * @param scrollTo brings a line into view
 */
export function useListFocus(
  window: IssueWindow | undefined,
  items: ListItems,
  frame: RefObject<HTMLElement | null>,
  openKey: string | null,
  scrollTo: (index: number) => void,
): ListFocus {
  const [place, setPlace] = useState<Place>();
  const wanted = useRef(false);
  /** Whether the keyboard was in the list last; the focus of a line that goes away is lost. */
  const within = useRef(false);
  const index = indexOf(place, window, items);

  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (frame.current?.contains(activeElement)) within.current = true;
    else if (activeElement !== body) within.current = false;
    const lost = within.current && activeElement === body;
    if (!wanted.current && !lost) return;
    const line = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (line === null || line === undefined) return;
    wanted.current = false;
    line.focus({ preventScroll: true });
  });

  const note = useCallback(
    (next: number) => {
      const item = items.itemAt(next);
      if (item.kind === 'group') setPlace({ kind: 'group', status: item.group.status });
      else {
        const { position } = item;
        const id = window === undefined ? undefined : rowAt(window, position)?.id;
        setPlace({ kind: 'issue', id, position });
      }
    },
    [items, window],
  );

  const go = (next: number) => {
    if (items.count === 0) return;
    const held = Math.min(items.count - 1, Math.max(0, next));
    wanted.current = true;
    note(held);
    scrollTo(held);
  };
  const lineOfKey = (issueKey: string) => {
    const position = window && positionOf(window, issueKey);
    return position === undefined || position >= items.rows ? undefined : items.indexOf(position);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a list that has just come up takes the focus.
  useEffect(() => {
    if (openKey === null && isFocusFree()) go(index);
  }, []);

  return {
    index,
    chosen: place !== undefined,
    note,
    go,
    goTo: (issueKey) => go(lineOfKey(issueKey) ?? index),
    restore: () => {
      frame.current
        ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
        ?.focus({ preventScroll: true });
    },
  };
}

function indexOf(
  place: Place | undefined,
  window: IssueWindow | undefined,
  items: ListItems,
): number {
  if (items.count === 0) return -1;
  const first = items.rows === 0 ? 0 : items.indexOf(0);
  if (place === undefined) return first;
  if (place.kind === 'group') return items.headOfStatus(place.status) ?? first;
  if (items.rows === 0) return first;
  const moved =
    window === undefined || place.id === undefined ? undefined : positionOf(window, place.id);
  return items.indexOf(Math.min(items.rows - 1, moved ?? place.position));
}

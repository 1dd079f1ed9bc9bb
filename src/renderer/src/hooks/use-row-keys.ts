import { type RefObject, useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../keys/shortcuts.tsx';

export interface RowKeys {
  /** The row that the keys are at; -1 before any was. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  /** Spread on the control of each row, so that the one that the keys are at takes the focus. */
  readonly rowProps: (index: number) => {
    readonly 'data-row': number;
    readonly tabIndex: 0 | -1;
    readonly onFocus: () => void;
  };
}

/**
 * J, K and the arrows move through the rows of a list, and the focus with them, also to rows that
 * are not in the page yet.
 * @param scroller holds the rows
 */
export function useRowKeys(count: number, scroller: RefObject<HTMLElement | null>): RowKeys {
  const [current, setCurrent] = useState(-1);
  const wantsFocus = useRef(false);
  const at = Math.min(current, count - 1);

  const move = (step: number) => {
    if (count === 0) return;
    const next = Math.min(count - 1, Math.max(0, at + step));
    const row = rowElement(scroller.current, next);
    // At once where it can, so that the next key already meets the right row.
    if (row === null) wantsFocus.current = true;
    else row.focus();
    setCurrent(next);
  };
  useShortcuts([
    { keys: ['j', 'arrowdown'], label: 'Next', run: () => move(1) },
    { keys: ['k', 'arrowup'], label: 'Previous', run: () => move(-1) },
  ]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    // The row may come into the page only with the scrolling that follows.
    const frame = requestAnimationFrame(() => {
      wantsFocus.current = false;
      rowElement(scroller.current, at)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [at, scroller]);

  return {
    current: at,
    setCurrent,
    rowProps: (index) => ({
      'data-row': index,
      tabIndex: index === Math.max(0, at) ? 0 : -1,
      onFocus: () => setCurrent(index),
    }),
  };
}

function rowElement(scroller: HTMLElement | null, index: number): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null;
}

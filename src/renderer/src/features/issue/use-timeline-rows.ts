import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import type { TimelineEntry } from '#protocol/shapes.ts';
import type { LongList } from '../../hooks/use-row-pages.ts';

/** In px, until a row has been measured. */
const ACTIVITY_HEIGHT = 28;
const COMMENT_HEIGHT = 104;
const OVERSCAN = 6;
/** Where a row says which one it is. Parts inside of rows use `data-index` for themselves. */
const ROW = 'data-row';

interface TimelineRow {
  readonly index: number;
  readonly key: string | number | bigint;
  /** In px from the top of the list. */
  readonly top: number;
  readonly measure: (element: Element | null) => void;
}

interface TimelineRows {
  readonly shown: readonly TimelineRow[];
  /** Of the whole list, in px. */
  readonly height: number;
  /** Keeps the row around this element in the page while it scrolls away; null: none. */
  readonly hold: (element: Element | null) => void;
}

interface TimelineRowsOptions {
  readonly entries: LongList<TimelineEntry>;
  readonly total: number;
  /** What scrolls, the rest of the issue with it. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLOListElement | null>;
}

/** Which rows of the timeline are in the page, and where. */
export function useTimelineRows({
  entries,
  total,
  scroller,
  list,
}: TimelineRowsOptions): TimelineRows {
  const [held, setHeld] = useState<number | null>(null);
  const scrollMargin = useOffsetWithin(scroller, list);
  const { rowAt, show } = entries;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rowAt(index)?.entry === 'comment' ? COMMENT_HEIGHT : ACTIVITY_HEIGHT),
    getItemKey: (index) => keyOf(rowAt(index)) ?? index,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      const isAway = held !== null && held < total && !rows.includes(held);
      return isAway ? [...rows, held].sort((a, b) => a - b) : rows;
    },
    overscan: OVERSCAN,
    scrollMargin,
    indexAttribute: ROW,
  });
  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useLayoutEffect(() => show(first, last), [show, first, last]);

  return {
    shown: items.map(({ index, key, start }) => ({
      index,
      key,
      top: start - scrollMargin,
      measure: virtualizer.measureElement,
    })),
    height: virtualizer.getTotalSize(),
    hold: useCallback((element) => {
      const row = element?.closest(`[${ROW}]`)?.getAttribute(ROW);
      setHeld(row === null || row === undefined ? null : Number(row));
    }, []),
  };
}

function keyOf(entry: TimelineEntry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  return entry.entry === 'comment' ? entry.comment.id : entry.activity.id;
}

/** How far the list begins below the top of what scrolls, in px, whatever grows above it. */
function useOffsetWithin(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const [frame, inner] = [scroller.current, list.current];
    if (frame === null || inner === null) return;
    const measure = () => {
      const top = inner.getBoundingClientRect().top - frame.getBoundingClientRect().top;
      setOffset(Math.round(top + frame.scrollTop));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    for (const child of frame.children) observer.observe(child);
    measure();
    return () => observer.disconnect();
  }, [scroller, list]);
  return offset;
}

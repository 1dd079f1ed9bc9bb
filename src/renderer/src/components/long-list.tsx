import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './long-list.module.css';

interface LongListProps {
  /** Names the list: "People". */
  readonly label: string;
  readonly count: number;
  /** Height of a row in px, or of each. */
  readonly rowHeight: number | ((index: number) => number);
  /** What a row holds; null while it is on its way. */
  readonly row: (index: number) => ReactNode;
  /** Told which rows are on screen. */
  readonly onShow?: ((first: number, last: number) => void) | undefined;
  /** The row that the keys are at, scrolled into view when it changes. */
  readonly current?: number | undefined;
  /** Changes whenever heights may have. */
  readonly heights?: unknown;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly scroller?: RefObject<HTMLDivElement | null> | undefined;
  readonly className?: string | undefined;
}

const OVERSCAN = 8;

/** A list of any length: only what is in view is in the page. */
export function LongList({
  label,
  count,
  rowHeight,
  row,
  onShow,
  current,
  heights,
  onKeyDown,
  scroller,
  className,
}: LongListProps) {
  const own = useRef<HTMLDivElement>(null);
  const frame = scroller ?? own;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: typeof rowHeight === 'number' ? () => rowHeight : rowHeight,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => onShow?.(first, last), [onShow, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `heights` says when to measure again.
  useEffect(() => virtualizer.measure(), [virtualizer, heights]);
  useEffect(() => {
    if (current !== undefined && current >= 0) virtualizer.scrollToIndex(current);
  }, [virtualizer, current]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move within the list that it holds.
    <div ref={frame} className={classNames(styles.frame, className)} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useSemanticElements: the rows are placed, and so divs. */}
      <div
        role="list"
        aria-label={label}
        className={styles.list}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => (
          // biome-ignore lint/a11y/useSemanticElements: as the list.
          <div
            key={item.key}
            role="listitem"
            aria-setsize={count}
            aria-posinset={item.index + 1}
            className={styles.row}
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
          >
            {row(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { useCall } from '../../hooks/use-call.ts';
import { usePendingPatches, withPatches } from '../../stores/pending-patches.ts';
import { useAppearance } from '../../theme/use-appearance.ts';
import type { ColumnId } from './column-setting.ts';
import { GridHead } from './grid-head.tsx';
import { GroupHeadRow } from './group-head-row.tsx';
import { IssueGridRow, WaitingRow } from './issue-grid-row.tsx';
import styles from './issue-list.module.css';
import { type IssueWindow, rowAt } from './issue-window.ts';
import type { ListItems } from './list-items.ts';
import type { ColumnTable } from './use-columns.ts';
import { type ListFocus, useListFocus } from './use-list-focus.ts';

const HEAD = 28;
const GROUP_HEAD = 30;
const ROW = { compact: 28, standard: 32, comfortable: 40 } as const;
const OVERSCAN = 8;

interface IssueGridProps {
  readonly window: IssueWindow;
  readonly items: ListItems;
  /** Names the list that is shown; another name begins at its top. */
  readonly name: string;
  readonly table: ColumnTable;
  readonly onResized: () => void;
  /** The key of the issue that is open beside the list. */
  readonly openKey: string | null;
  readonly onShow: (first: number, last: number) => void;
  /** A line was clicked once, or twice. */
  readonly onClick: (index: number, twice: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Hands out where the keyboard is, and the lines that fit on one screen. */
  readonly control: { current: GridControl | null };
}

/** What the list's keys need of the grid. */
export interface GridControl {
  readonly focus: ListFocus;
  /** How many lines a page of the keyboard is. */
  readonly page: number;
  readonly element: HTMLElement | null;
}

/** The table of issues: only the lines on screen exist, whatever the length of the list. */
export function IssueGrid({
  window,
  items,
  name,
  table,
  onResized,
  openKey,
  onShow,
  onClick,
  onKeyDown,
  control,
}: IssueGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [{ density }] = useAppearance();
  const rowHeight = ROW[density];
  const patches = usePendingPatches();
  const severities = useCall('severities.list', {}).value?.severities.length ?? 5;
  const grouped = items.groups.length > 0;
  const tabStop = useRef(-1);

  const rangeOf = (range: Range) => {
    const lines = new Set(defaultRangeExtractor(range));
    const head = items.count > 0 ? items.headOf(Math.min(range.startIndex, items.count - 1)) : null;
    if (head !== null) lines.add(head);
    if (tabStop.current >= 0 && tabStop.current < items.count) lines.add(tabStop.current);
    return [...lines].sort((a, b) => a - b);
  };
  const virtualizer = useVirtualizer({
    count: items.count,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (items.itemAt(index).kind === 'group' ? GROUP_HEAD : rowHeight),
    overscan: OVERSCAN,
    rangeExtractor: rangeOf,
    // The table's head covers the top of the frame, and the head of a group what is below it.
    scrollPaddingStart: grouped ? GROUP_HEAD : 0,
    scrollPaddingEnd: HEAD,
  });
  const layout = `${rowHeight} ${items.groups.map(({ status, count, collapsed }) => (collapsed ? status : `${status}${count}`)).join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the heights come from.
  useEffect(() => virtualizer.measure(), [layout]);

  const focus = useListFocus(window, items, frame, openKey, (index) =>
    virtualizer.scrollToIndex(index),
  );
  tabStop.current = focus.index;
  const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2);
  useEffect(() => {
    control.current = { focus, page, element: frame.current };
  });

  const lines = virtualizer.getVirtualItems();
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  const first = positionAt(items, startIndex);
  const last = positionAt(items, Math.min(items.count - 1, endIndex + OVERSCAN));
  useEffect(() => onShow(first, last), [onShow, first, last]);
  const begun = useRef(name);
  useEffect(() => {
    if (begun.current === name) return;
    begun.current = name;
    frame.current?.scrollTo({ top: 0 });
  }, [name]);

  const columns = table.getVisibleLeafColumns();
  const columnIds = useStable(columns.map(({ id }) => id as ColumnId));
  const widths = columns.map((column) =>
    column.id === 'title' ? 'minmax(200px, 1fr)' : `${column.getSize()}px`,
  );
  const sticky = items.count > 0 ? items.headOf(Math.min(startIndex, items.count - 1)) : null;
  const keys = new Set<string>();
  const indexUnder = (target: EventTarget) => {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return line === null ? undefined : Number(line.dataset.index);
  };

  return (
    <div
      ref={frame}
      className={styles.grid}
      role="treegrid"
      aria-label="Issues"
      aria-rowcount={items.count + 1}
      aria-colcount={columns.length}
      style={{ '--columns': widths.join(' ') } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const index = indexUnder(target);
        if (index !== undefined && index !== focus.index) focus.note(index);
      }}
      onClick={({ target, detail }) => {
        const index = indexUnder(target);
        if (index !== undefined) onClick(index, detail === 2);
      }}
    >
      <GridHead table={table} onResized={onResized} />
      {/* biome-ignore lint/a11y/useSemanticElements: no table lays out lines that are not there. */}
      <div className={styles.body} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {lines.map(({ index, start }) => {
          const item = items.itemAt(index);
          const place = { index, start, tabStop: index === focus.index };
          if (item.kind === 'group') {
            return (
              <GroupHeadRow
                key={item.group.status}
                {...place}
                group={item.group}
                columns={columns.length}
                sticky={index === sticky}
              />
            );
          }
          const known = rowAt(window, item.position);
          // Pages of two data versions may both hold an issue for a moment.
          if (known === undefined || keys.has(known.id)) {
            return <WaitingRow key={`line ${index}`} {...place} />;
          }
          keys.add(known.id);
          return (
            <IssueGridRow
              key={known.id}
              {...place}
              issue={withPatches(known, patches)}
              columns={columnIds}
              severities={severities}
              level={grouped ? 2 : 1}
              open={known.key === openKey}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The first position at or after a line. */
function positionAt(items: ListItems, index: number): number {
  if (items.count === 0) return 0;
  for (let line = Math.max(0, index); line < items.count; line += 1) {
    const item = items.itemAt(line);
    if (item.kind === 'issue') return item.position;
  }
  return Math.max(0, items.rows - 1);
}

/** The same array for as long as it holds the same. */
function useStable(list: readonly ColumnId[]): readonly ColumnId[] {
  const kept = useRef(list);
  if (kept.current.join() !== list.join()) kept.current = list;
  return kept.current;
}

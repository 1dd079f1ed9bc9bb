import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Lock } from 'lucide-react';
import { useCallback, useEffect, useId, useRef } from 'react';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { ShownColumn } from './arrange-board.ts';
import styles from './board.module.css';
import { BoardCard } from './board-card.tsx';
import type { Shown } from './board-pages.ts';
import cardStyles from './card.module.css';
import type { ColumnPart } from './card-move.ts';
import { ColumnTop } from './column-top.tsx';
import { type CardMoving, issueOf } from './use-card-move.ts';

/** The height of a card with two lines, and the gap below it; each is measured once it is there. */
const CARD = 107;
const GAP = 6;
const OVERSCAN = 4;

interface BoardColumnProps {
  readonly column: ShownColumn;
  readonly query: string;
  readonly part: ColumnPart;
  readonly moving: CardMoving;
  readonly severities: number;
  /** The card that holds the tab stop of this column, by its place; -1 in an empty one. */
  readonly tabStop: number;
  readonly openKey: string | null;
  readonly describedBy: string;
  readonly onShow: (status: string, shown: Shown) => void;
}

/** One state of the workflow with its cards; only those on screen exist. */
export function BoardColumn({
  column,
  query,
  part,
  moving,
  severities,
  tabStop,
  openKey,
  describedBy,
  onShow,
}: BoardColumnProps) {
  const { status, label, category, count } = column;
  const section = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const moved = issueOf(moving.card);
  const kept = useRef<readonly number[]>([]);
  kept.current = [tabStop].filter((index) => index >= 0 && index < count);

  // By id, so that a card keeps its element, and with it the keyboard and the mouse's hold, when
  // others come or go above. The same function as long as the column is: each new one is asked
  // for every place of a column that may be very long.
  const keyOf = useCallback((index: number) => column.cardAt(index)?.id ?? index, [column]);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => CARD,
    gap: GAP,
    overscan: OVERSCAN,
    paddingEnd: GAP,
    getItemKey: keyOf,
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept.current])].sort((a, b) => a - b),
  });
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  const first = Math.max(0, column.positionOf(startIndex));
  const last = Math.max(
    0,
    column.positionOf(Math.max(0, Math.min(count - 1, endIndex + OVERSCAN))),
  );
  useEffect(() => onShow(status, { first, last }), [onShow, status, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at the top.
  useEffect(() => {
    // Newer browsers answer a scroll with a promise, which is no clean-up of an effect.
    void frame.current?.scrollTo({ top: 0 });
  }, [query]);
  useEffect(() => {
    if (section.current === null || frame.current === null) return;
    return combine(
      dropTargetForElements({ element: section.current, getData: () => ({ status }) }),
      autoScrollForElements({ element: frame.current }),
    );
  }, [status]);
  const isTarget = part.part === 'target' || part.part === 'asking';
  useEffect(() => {
    if (isTarget) section.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [isTarget]);

  return (
    <section
      ref={section}
      className={styles.column}
      aria-labelledby={titleId}
      data-part={part.part}
      data-status={status}
    >
      <header className={styles.columnHead}>
        <StatusGlyph category={category} />
        <h2 id={titleId} className={styles.columnTitle}>
          <span dir="auto">{label}</span> <span className={styles.count}>{formatCount(count)}</span>
          <VisuallyHidden>{count === 1 ? ' issue' : ' issues'}</VisuallyHidden>
        </h2>
        {part.part === 'shut' && <Icon of={Lock} size={14} className={styles.lock ?? ''} />}
      </header>
      <ColumnTop part={part} moving={moving} severities={severities} />
      <div ref={frame} className={styles.cards} data-cards>
        {/* biome-ignore lint/a11y/useSemanticElements: the cards are placed, and so divs. */}
        <div
          role="list"
          aria-labelledby={titleId}
          className={styles.stack}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const issue = column.cardAt(index);
            const isMoved = issue !== undefined && issue.id === moved?.id;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as the list.
              <div
                key={key}
                ref={virtualizer.measureElement}
                role="listitem"
                aria-posinset={index + 1}
                aria-setsize={count}
                data-index={index}
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                {issue === undefined ? (
                  <div className={cardStyles.waiting} />
                ) : (
                  <BoardCard
                    issue={issue}
                    severities={severities}
                    tabStop={index === tabStop}
                    away={isMoved ? awayWords(label, moving) : undefined}
                    refusal={moving.refusals.get(issue.id)}
                    open={issue.key === openKey}
                    shut={part.part === 'shut'}
                    describedBy={describedBy}
                    onAsk={moving.ask}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function awayWords(label: string, { card }: CardMoving): string {
  if (card.phase !== 'asking') return 'was here. Esc puts it back.';
  return `stays ${label} until you ${(card.move.name ?? 'move').toLowerCase()} it.`;
}

import { useId, useRef, useState } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { ShownColumn } from './arrange-board.ts';
import styles from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import type { Shown } from './board-pages.ts';
import { MoveBar } from './move-bar.tsx';
import type { BoardKeys } from './use-board-keys.ts';
import type { CardMoving } from './use-card-move.ts';
import { useDragging } from './use-dragging.ts';

interface BoardColumnsProps {
  readonly columns: readonly ShownColumn[];
  /** What the columns answer: another query begins at the top. */
  readonly query: string;
  readonly moving: CardMoving;
  readonly keys: BoardKeys;
  /** Given the element that holds the cards. */
  readonly frame: { current: HTMLElement | null };
  readonly severities: number;
  readonly openKey: string | null;
  readonly onOpen: (issue: IssueRow) => void;
  readonly onShow: (status: string, shown: Shown) => void;
}

/** The columns side by side; more than fit scroll. */
export function BoardColumns({
  columns,
  query,
  moving,
  keys,
  frame,
  severities,
  openKey,
  onOpen,
  onShow,
}: BoardColumnsProps) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const describedBy = useId();
  useDragging(moving, element);
  const setFrame = useRef((next: HTMLElement | null) => {
    frame.current = next;
    setElement(next);
  }).current;

  const issueIn = (target: EventTarget): IssueRow | undefined => {
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
    const id = card?.dataset.card ?? '';
    for (const column of columns) {
      const index = column.indexOf(id);
      if (index !== -1) return column.cardAt(index);
    }
    return undefined;
  };
  const held = moving.card.phase === 'held' ? moving.card.held : undefined;

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears for the cards, which take the focus. */}
      <div
        ref={setFrame}
        className={styles.board}
        data-columns={columns.length}
        onKeyDown={keys.onKeyDown}
        onFocus={({ target }) => {
          if (target.dataset.card !== undefined) keys.note(target.dataset.card);
        }}
        onBlur={({ relatedTarget }) => {
          keys.leave();
          if (held?.by === 'keys' && relatedTarget !== null && !isCard(relatedTarget, held.issue)) {
            moving.letGo();
          }
        }}
        onClick={({ target }) => {
          const issue = issueIn(target);
          if (issue !== undefined && moving.card.phase !== 'held') onOpen(issue);
        }}
      >
        {columns.map((column) => (
          <BoardColumn
            key={column.status}
            column={column}
            query={query}
            part={moving.part(column.status)}
            moving={moving}
            severities={severities}
            tabStop={keys.tabStopOf(column)}
            openKey={openKey}
            describedBy={describedBy}
            onShow={onShow}
          />
        ))}
      </div>
      {held !== undefined && <MoveBar issueKey={held.issue.key} />}
      <VisuallyHidden id={describedBy}>
        Enter opens it. Space or M lifts it, so that the arrow keys can move it.
      </VisuallyHidden>
    </>
  );
}

function isCard(target: EventTarget, { id }: IssueRow): boolean {
  return target instanceof HTMLElement && target.dataset.card === id;
}

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { chordOf } from '../../keys/chord.ts';
import { keyPlatform } from '../../keys/platform.ts';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import type { ShownColumn } from './arrange-board.ts';
import type { CardMoving } from './use-card-move.ts';

export interface BoardKeys {
  /** The place of the card that holds a column's tab stop; -1 in an empty one. */
  readonly tabStopOf: (column: ShownColumn) => number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The card that the browser has focused itself. */
  readonly note: (issue: string) => void;
  /** Gives the keyboard to a card as soon as it is there. */
  readonly want: (issue: string) => void;
}

/** The keys of the board: arrows from card to card, Space or M to lift one, Enter to open it. */
export function useBoardKeys(
  columns: readonly ShownColumn[],
  frame: RefObject<HTMLElement | null>,
  moving: CardMoving,
  onOpen: (issue: IssueRow) => void,
): BoardKeys {
  const [focused, setFocused] = useState<string>();
  const wanted = useRef<string>(undefined);
  useLayoutEffect(() => {
    const id = wanted.current;
    if (id === undefined) return;
    const card = frame.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
    if (card === null || card === undefined) return;
    // What was asked for keeps the keyboard while its form is open.
    if (document.activeElement === card || document.activeElement === document.body) {
      wanted.current = undefined;
    }
    card.focus();
  });

  const whereIs = (id: string) => {
    for (const [at, column] of columns.entries()) {
      const index = column.indexOf(id);
      if (index !== -1) return { at, index };
    }
    return undefined;
  };
  const issueOf = (id: string | undefined) => {
    const place = id === undefined ? undefined : whereIs(id);
    return place && columns[place.at]?.cardAt(place.index);
  };
  const want = (id: string) => {
    wanted.current = id;
    setFocused(id);
  };
  const go = (at: number, index: number) => {
    const issue = columns[at]?.cardAt(index);
    if (issue !== undefined) want(issue.id);
  };
  const goSideways = (at: number, index: number, by: 1 | -1) => {
    for (let next = at + by; columns[next] !== undefined; next += by) {
      const count = columns[next]?.count ?? 0;
      if (count > 0) return go(next, Math.min(index, count - 1));
    }
  };

  const move = (key: string, issue: IssueRow) => {
    const place = whereIs(issue.id);
    if (place === undefined) return false;
    const { at, index } = place;
    const last = (columns[at]?.count ?? 1) - 1;
    switch (key) {
      case 'arrowdown':
      case 'j':
        go(at, Math.min(last, index + 1));
        return true;
      case 'arrowup':
      case 'k':
        go(at, Math.max(0, index - 1));
        return true;
      case 'arrowleft':
        goSideways(at, index, -1);
        return true;
      case 'arrowright':
        goSideways(at, index, 1);
        return true;
      case 'home':
        go(at, 0);
        return true;
      case ' ':
        moving.lift(issue, 'keys');
        return true;
      case 'enter':
        onOpen(issue);
        return true;
      default:
        return false;
    }
  };
  const carry = (key: string) => {
    switch (key) {
      case 'arrowleft':
        moving.step(-1);
        return true;
      case 'arrowright':
        moving.step(1);
        return true;
      case ' ':
      case 'enter':
        moving.drop();
        return true;
      case 'escape':
        moving.putBack();
        return true;
      // The keyboard stays with what it holds.
      case 'tab':
        return true;
      default:
        return false;
    }
  };

  useShortcuts([
    {
      keys: ['j', 'arrowdown'],
      label: 'Next card',
      group: 'Board',
      when: () => document.activeElement === document.body,
      run: () => {
        const at = columns.findIndex(({ count }) => count > 0);
        if (focused !== undefined && whereIs(focused) !== undefined) want(focused);
        else if (at !== -1) go(at, 0);
      },
    },
    {
      keys: 'm',
      label: 'Lift the card',
      group: 'Board',
      when: () => moving.card.phase === 'rest' && cardWithFocus() !== undefined,
      run: () => {
        const issue = issueOf(cardWithFocus());
        if (issue !== undefined) moving.lift(issue, 'keys');
      },
    },
  ]);

  return {
    tabStopOf: (column) =>
      Math.max(focused === undefined ? -1 : column.indexOf(focused), column.count > 0 ? 0 : -1),
    note: setFocused,
    want,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
      const { card: id } = event.target.dataset;
      if (id === undefined) return;
      const chord = chordOf(event.nativeEvent, keyPlatform);
      if (chord.mod || chord.alt) return;
      const { card } = moving;
      const issue = issueOf(id);
      const used =
        card.phase === 'held' && card.held.by === 'keys'
          ? carry(chord.key)
          : card.phase === 'rest' && issue !== undefined && move(chord.key, issue);
      if (!used) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** The issue whose card has the focus. */
function cardWithFocus(): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? activeElement.dataset.card : undefined;
}

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { chordOf, parseKeys, sameChord } from '../../keys/chord.ts';
import { keyPlatform } from '../../keys/platform.ts';
import { keysOf } from '../../keys/registry.ts';
import { type Shortcut, useShortcuts } from '../../keys/shortcuts.tsx';
import type { RowField } from '../issue-list/row-popover.tsx';
import type { ShownColumn } from './arrange-board.ts';
import type { CardMoving } from './use-card-move.ts';

export interface BoardKeys {
  /** The place of the card that holds a column's tab stop; -1 in an empty one. */
  readonly tabStopOf: (column: ShownColumn) => number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The card that the browser has focused itself. */
  readonly note: (issue: string) => void;
  /** The keyboard has gone elsewhere. */
  readonly leave: () => void;
  /** Gives the keyboard to a card as soon as it is there, and keeps it in view when it moves. */
  readonly want: (issue: string) => void;
  /** Gives the keyboard back to the card that had it, or to the first one. */
  readonly enter: () => void;
}

interface BoardKeysOptions {
  readonly columns: readonly ShownColumn[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly moving: CardMoving;
  /** Whether an issue is open beside the board: then its own keys come first. */
  readonly paneOpen: boolean;
  readonly onOpen: (issue: IssueRow) => void;
  readonly onPick: (issue: IssueRow, field: RowField) => void;
  readonly onTake: (issue: IssueRow) => void;
}

const GROUP = 'Board';

const FIELDS: readonly (readonly [keys: string, label: string, field: RowField])[] = [
  ['s', 'Severity', 'severity'],
  ['p', 'Priority', 'priority'],
  ['a', 'Assign', 'assignee'],
  ['t', 'Tags', 'tags'],
];

/** A place on the board: the number of its column, and the card's in it. */
interface Place {
  readonly at: number;
  readonly index: number;
}

/**
 * The keys of the board: arrows from card to card, Space or M to lift one, Enter to open it. A
 * press on a card is the card's; elsewhere the keys lead onto the board as long as nothing has the
 * focus.
 */
export function useBoardKeys({
  columns,
  frame,
  moving,
  paneOpen,
  onOpen,
  onPick,
  onTake,
}: BoardKeysOptions): BoardKeys {
  const [focused, setFocused] = useState<string>();
  const wanted = useRef<string>(undefined);
  const wantedPlace = useRef<Place>(undefined);
  const followed = useRef<{ readonly id: string; readonly place: string }>(undefined);
  /** Whether a card has the keyboard, or had it until its element was moved. */
  const within = useRef(false);

  const whereIs = (id: string | undefined): Place | undefined => {
    if (id === undefined) return undefined;
    for (const [at, column] of columns.entries()) {
      const index = column.indexOf(id);
      if (index !== -1) return { at, index };
    }
    return undefined;
  };
  const issueAt = ({ at, index }: Place) => columns[at]?.cardAt(index);
  const cardOf = (id: string) =>
    frame.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
  const placeWord = (id: string) => {
    const { at, index } = whereIs(id) ?? { at: -1, index: -1 };
    return `${at} ${index}`;
  };

  useLayoutEffect(() => {
    const place = wantedPlace.current;
    const arrived = place && issueAt(place);
    if (arrived !== undefined) {
      wantedPlace.current = undefined;
      want(arrived.id);
    }
  });
  useLayoutEffect(() => {
    const here = cardWithFocus();
    // Cards that come or go above take the focus from the element, or the card from under it.
    const isLost = within.current && document.activeElement === document.body;
    const hasSlid = here !== undefined && here !== focused;
    const id = wanted.current ?? (isLost || hasSlid ? focused : undefined);
    const card = id === undefined ? null : cardOf(id);
    if (id === undefined || card === null) return;
    if (id === wanted.current) {
      wanted.current = undefined;
      followed.current = { id, place: placeWord(id) };
    }
    card.focus();
  });
  // A card that has just been moved finds its place in the order of the query a little later.
  useLayoutEffect(() => {
    const before = followed.current;
    const card = before === undefined ? null : cardOf(before.id);
    if (before === undefined || card === null || document.activeElement !== card) return;
    const place = placeWord(before.id);
    if (place === before.place) return;
    followed.current = { id: before.id, place };
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const want = (id: string) => {
    wanted.current = id;
    setFocused(id);
  };
  const go = (place: Place) => {
    const issue = issueAt(place);
    if (issue !== undefined) return want(issue.id);
    // Its page is on its way: it comes with the scrolling.
    wantedPlace.current = place;
    const cards = frame.current?.querySelectorAll<HTMLElement>('[data-cards]')[place.at];
    const count = columns[place.at]?.count ?? 0;
    if (cards) cards.scrollTop = (cards.scrollHeight * place.index) / Math.max(1, count - 1);
  };
  const enter = () => {
    const at = columns.findIndex(({ count }) => count > 0);
    if (focused !== undefined && whereIs(focused) !== undefined) want(focused);
    else if (at !== -1) go({ at, index: 0 });
  };
  const step = (by: number) => () => {
    const place = whereIs(cardWithFocus());
    if (place === undefined) return enter();
    const last = (columns[place.at]?.count ?? 1) - 1;
    go({ at: place.at, index: Math.min(last, Math.max(0, place.index + by)) });
  };
  const stepSideways = (by: 1 | -1) => () => {
    const place = whereIs(cardWithFocus());
    if (place === undefined) return enter();
    for (let at = place.at + by; columns[at] !== undefined; at += by) {
      const count = columns[at]?.count ?? 0;
      if (count > 0) return go({ at, index: Math.min(place.index, count - 1) });
    }
  };
  const onCard = (run: (issue: IssueRow) => void) => () => {
    const place = whereIs(cardWithFocus());
    const issue = place && issueAt(place);
    if (issue !== undefined) run(issue);
  };
  const lift = onCard((issue) => moving.lift(issue, 'keys'));

  const shortcuts: readonly Shortcut[] = [
    { keys: ['j', 'arrowdown'], label: 'Next card', run: step(1) },
    { keys: ['k', 'arrowup'], label: 'Card before', run: step(-1) },
    { keys: 'arrowright', label: 'Next column', run: stepSideways(1) },
    { keys: 'arrowleft', label: 'Column before', run: stepSideways(-1) },
    { keys: 'home', label: 'First card', run: step(-Infinity) },
    { keys: 'end', label: 'Last card', run: step(Infinity) },
    { keys: 'enter', label: 'Open the issue', run: onCard(onOpen) },
    { keys: 'm', label: 'Lift the card, to move it', run: lift },
    ...FIELDS.map(([keys, label, field]) => ({
      keys,
      label,
      run: onCard((issue) => onPick(issue, field)),
    })),
    { keys: 'i', label: 'Take it', run: onCard(onTake) },
  ].map((shortcut) => ({ ...shortcut, group: GROUP }));

  const isHeld = moving.card.phase === 'held';
  const isFree = () => {
    const { activeElement, body } = document;
    const nowhere = !paneOpen && (activeElement === null || activeElement === body);
    return !isHeld && (nowhere || cardWithFocus() !== undefined);
  };
  useShortcuts(shortcuts.map((shortcut) => ({ ...shortcut, when: isFree })));

  const carry = (key: string): boolean => {
    const does = CARRYING[key];
    does?.(moving);
    return does !== undefined;
  };

  return {
    tabStopOf: (column) =>
      Math.max(focused === undefined ? -1 : column.indexOf(focused), column.count > 0 ? 0 : -1),
    note: (issue) => {
      within.current = true;
      if (followed.current?.id !== issue) followed.current = undefined;
      setFocused(issue);
    },
    leave: () => {
      within.current = false;
    },
    want,
    enter,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
      if (event.target.dataset.card === undefined) return;
      const chord = chordOf(event.nativeEvent, keyPlatform);
      const isPlain = !chord.mod && !chord.alt && !chord.shift;
      const { card } = moving;
      if (card.phase === 'held') {
        if (card.held.by === 'mouse' || !isPlain || !carry(chord.key)) return;
      } else if (card.phase === 'asking' && isPlain && chord.key === 'escape') {
        moving.putBack();
      } else if (isPlain && chord.key === ' ') {
        lift();
      } else {
        const meant = shortcuts.find((shortcut) =>
          keysOf(shortcut).some((keys) => parseKeys(keys).every((one) => sameChord(one, chord))),
        );
        if (meant === undefined) return;
        meant.run();
      }
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** What the keys do while they hold a card. */
const CARRYING: Readonly<Record<string, (moving: CardMoving) => void>> = {
  arrowleft: (moving) => moving.step(-1),
  arrowright: (moving) => moving.step(1),
  ' ': (moving) => moving.drop(),
  enter: (moving) => moving.drop(),
  escape: (moving) => moving.putBack(),
  // The keyboard stays with what it holds.
  tab: () => undefined,
  arrowup: () => undefined,
  arrowdown: () => undefined,
};

/** The issue whose card has the focus. */
function cardWithFocus(): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? activeElement.dataset.card : undefined;
}

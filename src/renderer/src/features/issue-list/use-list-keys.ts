import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { chordOf, parseKeys, sameChord } from '../../keys/chord.ts';
import { keyPlatform } from '../../keys/platform.ts';
import { keysOf } from '../../keys/registry.ts';
import { type Shortcut, useShortcuts } from '../../keys/shortcuts.tsx';
import type { GridControl } from './issue-grid.tsx';
import type { ListItems } from './list-items.ts';
import type { RowField } from './row-popover.tsx';

interface ListKeys {
  readonly control: RefObject<GridControl | null>;
  readonly items: ListItems;
  /** Whether an issue is open beside the list: then its own keys come first. */
  readonly paneOpen: boolean;
  /** Whether a picker is about to open: what is typed meanwhile means nothing here. */
  readonly picking: boolean;
  readonly onOpen: (index: number) => void;
  readonly onPick: (index: number, field: RowField) => void;
  readonly onTake: (index: number) => void;
  readonly onToggle: (status: string) => void;
}

const GROUP = 'Issues';

const FIELDS: readonly (readonly [keys: string, label: string, field: RowField])[] = [
  ['s', 'Severity', 'severity'],
  ['p', 'Priority', 'priority'],
  ['a', 'Assign', 'assignee'],
  ['t', 'Tags', 'tags'],
  ['m', 'Move', 'move'],
];

/**
 * The keys of the list. A press in the list is the line's, whatever else is open; elsewhere the
 * keys lead into the list as long as nothing has the focus.
 */
export function useListKeys({
  control,
  items,
  paneOpen,
  picking,
  onOpen,
  onPick,
  onTake,
  onToggle,
}: ListKeys): (event: KeyboardEvent) => void {
  const here = () => control.current?.focus.index ?? -1;
  const go = (to: (index: number, page: number) => number) => () => {
    const grid = control.current;
    if (grid === null || items.count === 0) return;
    const inGrid = grid.element?.contains(document.activeElement) === true;
    // The first key into the list shows where one stands; the next one moves.
    grid.focus.go(inGrid || grid.focus.chosen ? to(grid.focus.index, grid.page) : grid.focus.index);
  };
  const onIssue = (run: (index: number) => void) => () => {
    const index = here();
    if (index >= 0 && items.itemAt(index).kind === 'issue') run(index);
  };
  const fold = (collapsed: boolean) => () => {
    const index = here();
    const item = index < 0 ? undefined : items.itemAt(index);
    if (item?.kind === 'group') {
      if (item.group.collapsed !== collapsed) onToggle(item.group.status);
    } else if (collapsed && item !== undefined)
      control.current?.focus.go(items.headOf(index) ?? index);
  };
  const enter = () => {
    const index = here();
    const item = index < 0 ? undefined : items.itemAt(index);
    if (item?.kind === 'group') onToggle(item.group.status);
    else if (item !== undefined) onOpen(index);
  };

  const shortcuts: readonly Shortcut[] = [
    { keys: ['j', 'arrowdown'], label: 'Next issue', run: go((index) => index + 1) },
    { keys: ['k', 'arrowup'], label: 'Issue before', run: go((index) => index - 1) },
    { keys: 'pagedown', label: 'Next page', run: go((index, page) => index + page) },
    { keys: 'pageup', label: 'Page before', run: go((index, page) => index - page) },
    { keys: 'home', label: 'First issue', run: go(() => 0) },
    { keys: 'end', label: 'Last issue', run: go(() => items.count - 1) },
    { keys: 'enter', label: 'Open the issue', run: enter },
    ...FIELDS.map(([keys, label, field]) => ({
      keys,
      label,
      run: onIssue((index) => onPick(index, field)),
    })),
    { keys: 'i', label: 'Take it', run: onIssue(onTake) },
    ...(items.groups.length === 0
      ? []
      : [
          { keys: 'arrowleft', label: 'Fold the group', run: fold(true) },
          { keys: 'arrowright', label: 'Show the group', run: fold(false) },
        ]),
  ].map((shortcut) => ({ ...shortcut, group: GROUP }));

  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const isFree = () => {
    const { activeElement, body } = document;
    return !paneOpen && (activeElement === null || activeElement === body);
  };
  useShortcuts(shortcuts.map((shortcut) => ({ ...shortcut, when: isFree })));

  return (event) => {
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest('[data-index]') === null) return;
    const chord = chordOf(event.nativeEvent, keyPlatform);
    const meant = latest.current.find((shortcut) =>
      keysOf(shortcut).some((keys) => parseKeys(keys).every((one) => sameChord(one, chord))),
    );
    if (meant === undefined) return;
    event.preventDefault();
    if (!picking) meant.run();
  };
}

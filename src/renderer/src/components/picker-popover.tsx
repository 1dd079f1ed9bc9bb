import { Combobox as Base } from '@base-ui/react/combobox';
import { type ReactElement, type RefObject, useState } from 'react';
import { announce } from './announcer.ts';
import { classNames } from './class-names.ts';
import type { PickerItem, PickerSource } from './picker-item.ts';
import { PickerList } from './picker-list.tsx';
import styles from './picker-popover.module.css';
import popup from './popup.module.css';
import { usePickerItems } from './use-picker-items.ts';

export type { PickerItem, PickerSource } from './picker-item.ts';

interface PickerPopoverProps {
  /** What is chosen, for the list and its search field: "Assignee". */
  readonly label: string;
  /** The button that opens it; none where the caller opens it at an anchor. */
  readonly trigger?: ReactElement | undefined;
  readonly items: PickerSource;
  /** Ids of what is chosen now. */
  readonly selected: readonly string[];
  /** Several can be chosen, and the list stays open while choosing. */
  readonly multiple?: boolean | undefined;
  /** Called with the item that was chosen, or, where several can be, chosen or taken away. */
  readonly onChoose: (item: PickerItem) => void;
  readonly placeholder?: string | undefined;
  /** The sentence where nothing matches. */
  readonly emptyText?: string | undefined;
  /** Offers to make what was typed and does not exist: "Create tag". */
  readonly create?: { readonly label: string; readonly run: (name: string) => void } | undefined;
  /** For pickers that a key opens too. */
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Where it floats, if not at its trigger. */
  readonly anchor?: RefObject<Element | null> | undefined;
  readonly align?: 'start' | 'end' | undefined;
  /** Where the focus goes afterwards; back to the trigger unless told. */
  readonly finalFocus?: (() => HTMLElement | null) | undefined;
}

/**
 * A searchable list in a popover: people, tags, severities. Typing filters, arrows move, Enter
 * chooses, Esc closes and gives the focus back. Shut items stay listed and say why.
 */
export function PickerPopover({
  label,
  trigger,
  items: source,
  selected,
  multiple = false,
  onChoose,
  placeholder = 'Search',
  emptyText = 'Nothing matches.',
  create,
  open: openByCaller,
  onOpenChange,
  anchor,
  align = 'start',
  finalFocus,
}: PickerPopoverProps) {
  const [openHere, setOpenHere] = useState(false);
  const [query, setQuery] = useState('');
  const open = openByCaller ?? openHere;
  const { items, status } = usePickerItems(source, query, open, create?.label);

  const setOpen = (next: boolean) => {
    if (!next) setQuery('');
    setOpenHere(next);
    onOpenChange?.(next);
  };

  const choose = (item: PickerItem, cancel: () => void) => {
    if (item.shut !== undefined) {
      cancel();
      announce(item.shut, 'assertive');
      return;
    }
    if (item.created !== undefined) create?.run(item.created);
    else onChoose(item);
    if (multiple) setQuery('');
    else setOpen(false);
  };

  const chosen = items.filter((item) => selected.includes(item.id));
  const shared = {
    items,
    filteredItems: items,
    filter: null,
    modal: true,
    autoHighlight: true,
    isItemEqualToValue: (a: PickerItem, b: PickerItem) => a.id === b.id,
    itemToStringLabel: (item: PickerItem) => item.label,
    inputValue: query,
    onInputValueChange: (next: string) => setQuery(next),
    open,
    onOpenChange: setOpen,
  };
  const content = (
    <>
      {/* The field in the popup is the combobox; what opens it is a button. */}
      {trigger !== undefined && <Base.Trigger role="button" render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className={popup.positioner}
          align={align}
          sideOffset={4}
          {...(anchor === undefined ? {} : { anchor })}
        >
          <Base.Popup
            className={classNames(popup.popup, styles.popup)}
            aria-label={label}
            {...(finalFocus === undefined ? {} : { finalFocus })}
          >
            <Base.Input
              className={styles.search}
              aria-label={label}
              placeholder={placeholder}
              dir="auto"
            />
            <PickerList empty={status === 'ready' ? emptyText : 'Searching…'} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </>
  );

  return multiple ? (
    <Base.Root
      {...shared}
      multiple
      value={chosen}
      onValueChange={(next: readonly PickerItem[], { cancel }) => {
        const toggled = toggledItem(chosen, next);
        cancel();
        if (toggled !== undefined) choose(toggled, cancel);
      }}
    >
      {content}
    </Base.Root>
  ) : (
    <Base.Root
      {...shared}
      value={chosen[0] ?? null}
      onValueChange={(next: PickerItem | null, { cancel }) => {
        if (next !== null) choose(next, cancel);
      }}
    >
      {content}
    </Base.Root>
  );
}

/** The one item by which two selections differ. */
function toggledItem(before: readonly PickerItem[], after: readonly PickerItem[]) {
  const has = (list: readonly PickerItem[], id: string) => list.some((item) => item.id === id);
  return after.find(({ id }) => !has(before, id)) ?? before.find(({ id }) => !has(after, id));
}

import { useRef } from 'react';
import type { IssueView } from '#protocol/api.ts';
import type { IssueRow, PermissionShape } from '#protocol/shapes.ts';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';

/** What a key changes of the issue that the keyboard is on. */
export type RowField = 'severity' | 'priority' | 'assignee' | 'tags' | 'move';

export interface RowPickerProps {
  readonly issue: IssueRow;
  readonly field: RowField;
  /** The line that it opens at. */
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
  /** Gives the keyboard back to the line. */
  readonly finalFocus: () => HTMLElement | null;
  /** A move that asks for something first. */
  readonly onAsk: (move: IssueView['moves'][number]) => void;
}

/** A picker of the whole value, at a row of the list. */
export interface OpenPickerProps extends RowPickerProps {
  readonly view: IssueView;
}

/** How the fields are called in pickers. */
export const FIELD_LABELS: Readonly<Record<RowField, string>> = {
  severity: 'Severity',
  priority: 'Priority',
  assignee: 'Assignee',
  tags: 'Tags',
  move: 'Move',
};

/** Why something is shut; null while it is open. */
export function reasonOf({ open, reason }: PermissionShape): string | null {
  return open ? null : (reason ?? 'It cannot be changed now.');
}

interface RowPopoverProps extends OpenPickerProps {
  readonly items: Parameters<typeof PickerPopover>[0]['items'];
  readonly selected?: readonly string[];
  readonly multiple?: boolean;
  readonly onChoose: (item: PickerItem) => void;
  readonly create?: Parameters<typeof PickerPopover>[0]['create'];
}

/** The popover that all of them share. */
export function RowPopover({
  issue,
  field,
  anchor,
  onClose,
  finalFocus,
  items,
  selected = [],
  multiple,
  onChoose,
  create,
}: RowPopoverProps) {
  const place = useRef(anchor);
  place.current = anchor;
  return (
    <PickerPopover
      label={`${FIELD_LABELS[field]} of ${issue.key}`}
      placeholder={FIELD_LABELS[field]}
      items={items}
      selected={selected}
      multiple={multiple}
      onChoose={onChoose}
      create={create}
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={place}
      finalFocus={finalFocus}
    />
  );
}

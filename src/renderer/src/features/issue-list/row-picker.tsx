import type { IssueView } from '#protocol/api.ts';
import { useCall } from '../../hooks/use-call.ts';
import {
  AssigneePicker,
  MovePicker,
  PriorityPicker,
  SeverityPicker,
  TagsPicker,
} from './row-pickers.tsx';
import {
  FIELD_LABELS,
  type OpenPickerProps,
  type RowField,
  type RowPickerProps,
  RowPopover,
  reasonOf,
} from './row-popover.tsx';

/** The picker of one field at a row. It opens once it is known what may be changed. */
export function RowPicker(props: RowPickerProps) {
  const { value: view } = useCall('issue.get', { issue: props.issue.id }, props.issue.id);
  if (view === undefined) return null;
  const shut = shutReason(view, props.field);
  if (shut !== null) return <ShutPicker {...props} view={view} reason={shut} />;
  switch (props.field) {
    case 'severity':
      return <SeverityPicker {...props} view={view} />;
    case 'priority':
      return <PriorityPicker {...props} view={view} />;
    case 'assignee':
      return <AssigneePicker {...props} view={view} />;
    case 'tags':
      return <TagsPicker {...props} view={view} />;
    case 'move':
      return <MovePicker {...props} view={view} />;
  }
}

/** Why nothing of a field may be changed; null where something may. */
function shutReason({ may }: IssueView, field: RowField): string | null {
  if (field === 'move') return null;
  if (field !== 'assignee') return reasonOf(may.edit);
  return may.take.open || may.unassign.open ? null : reasonOf(may.assign);
}

function ShutPicker({ reason, ...props }: OpenPickerProps & { readonly reason: string }) {
  const item = { id: 'shut', label: `${FIELD_LABELS[props.field]} stays as it is`, shut: reason };
  return <RowPopover {...props} items={[item]} onChoose={props.onClose} />;
}

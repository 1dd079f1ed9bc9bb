import { PRIORITIES } from '#domain/issue/issue.ts';
import { InlineSelect } from '../../components/inline-select.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { FieldRow } from './field-row.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import { PRIORITY_WORDS } from './words.ts';

const OPTIONS = PRIORITIES.toReversed().map((value) => ({
  value,
  label: PRIORITY_WORDS[value],
  icon: <PriorityGlyph priority={value} />,
}));

/** How soon it is wanted. */
export function PriorityField() {
  const { view, edits, open, setOpen } = useOpenIssue();
  const { id, priority } = view.issue;
  return (
    <FieldRow label="Priority" place="priority">
      <InlineSelect
        label="Priority"
        value={priority}
        options={OPTIONS}
        shut={shutBy(view.may.edit)}
        open={open === 'priority'}
        onOpenChange={(next) => setOpen(next ? 'priority' : null)}
        onSave={(to, from) =>
          edits.save(
            { name: 'issue.edit', args: { issue: id, field: 'priority', from, to } },
            { priority: to },
          )
        }
      />
    </FieldRow>
  );
}

import { useMemo, useState } from 'react';
import type { SeverityShape } from '#protocol/shapes.ts';
import { announce } from '../../components/announcer.ts';
import { PickerPopover } from '../../components/picker-popover.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { FieldRow } from './field-row.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-fields.module.css';

const NONE: readonly SeverityShape[] = [];

/** How grave it is, from the managed list. */
export function SeverityField() {
  const { view, edits, open, setOpen } = useOpenIssue();
  const [error, setError] = useState<string>();
  const severities = useCall('severities.list', {}).value?.severities ?? NONE;
  const { id, severity } = view.issue;
  const shut = shutBy(view.may.edit);
  const count = Math.max(severities.length, severity.rank);
  const items = useMemo(
    () =>
      severities.map(({ id: value, level, rank, colour, description }) => ({
        id: value,
        label: level,
        ...(description === '' ? {} : { detail: description }),
        icon: <SeverityGlyph rank={rank} count={severities.length} colour={colour} />,
      })),
    [severities],
  );

  const save = async (to: string) => {
    const chosen = severities.find((one) => one.id === to);
    if (chosen === undefined || to === severity.id) return;
    const { level, rank, colour } = chosen;
    setError(undefined);
    const refusal = await edits.save(
      { name: 'issue.edit', args: { issue: id, field: 'severity', from: severity.id, to } },
      { severity: { id: to, level, rank, colour } },
    );
    setError(refusal);
  };
  return (
    <FieldRow
      label="Severity"
      error={error}
      place="severity"
      say={(value) => severities.find((one) => one.id === value)?.level ?? 'a deleted severity'}
    >
      <PickerPopover
        label="Severity"
        items={items}
        selected={[severity.id]}
        open={open === 'severity'}
        onOpenChange={(next) => {
          if (next && shut !== undefined) announce(shut, 'assertive');
          else setOpen(next ? 'severity' : null);
        }}
        onChoose={({ id: to }) => void save(to)}
        trigger={
          <button
            type="button"
            className={styles.control}
            aria-keyshortcuts="s"
            aria-disabled={shut === undefined ? undefined : true}
            title={shut}
          >
            <VisuallyHidden>Severity: </VisuallyHidden>
            <SeverityGlyph rank={severity.rank} count={count} colour={severity.colour} />
            <span className={styles.text} dir="auto">
              {severity.level}
            </span>
          </button>
        }
      />
    </FieldRow>
  );
}

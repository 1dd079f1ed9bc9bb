import type { ReactNode } from 'react';
import type { PermissionShape } from '#protocol/shapes.ts';
import { InlineTextArea } from '../../components/inline-text-area.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';
import { SectionHeading } from './section-heading.tsx';
import type { FieldEdit } from './use-edits.ts';
import { useKeptEdit } from './use-kept-edit.ts';
import { fieldWord } from './words.ts';

interface LongTextProps {
  /** As commands call it: `stepsToReproduce`. */
  readonly field: string;
  /** Its heading: "Steps to reproduce". */
  readonly label: string;
  /** A word or control beside the heading. */
  readonly aside?: ReactNode;
  readonly value: string;
  /** What is offered where there is nothing yet. */
  readonly placeholder: string;
  readonly edit: (to: string, from: string) => FieldEdit;
  /** Who may change it; whoever may edit the issue, unless told. */
  readonly permission?: PermissionShape | undefined;
}

/** A long text of the issue with its heading: Markdown, edited in place, unsaved words kept. */
export function LongText({
  field,
  label,
  aside,
  value,
  placeholder,
  edit,
  permission,
}: LongTextProps) {
  const { view, edits } = useOpenIssue();
  const kept = useKeptEdit(`edit:${view.issue.id}:${field}`);
  const shut = shutBy(permission ?? view.may.edit);
  if (shut !== undefined && value.trim() === '') return null;
  const isContested = edits.conflicts.has(field);

  return (
    <section className={styles.text} aria-label={label}>
      <div className={styles.heading}>
        <SectionHeading>{label}</SectionHeading>
        {aside}
      </div>
      <InlineTextArea
        label={label}
        value={value}
        placeholder={placeholder}
        shut={shut}
        onSave={(to, from) => edits.save(edit(to, from), {}, kept.drop)}
        kept={isContested ? undefined : kept}
      />
      <ConflictNotice place={field} label={fieldWord(field)} onSettled={kept.drop} />
    </section>
  );
}

import { Calendar, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Day } from '#domain/ids.ts';
import { announce } from '../../components/announcer.ts';
import { classNames } from '../../components/class-names.ts';
import { DateText } from '../../components/date-text.tsx';
import { FieldError } from '../../components/field.tsx';
import { dayOf } from '../../components/format-time.ts';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useInlineEdit } from '../../components/use-inline-edit.ts';
import { useNow } from '../../components/use-now.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { FieldRow } from './field-row.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-fields.module.css';

const ERROR = 'issue-due-error';

/** The day it is wanted by. */
export function DueField() {
  const { view, edits } = useOpenIssue();
  const { id, dueDate } = view.issue;
  const today = dayOf(useNow());
  const isOver = view.status.category === 'done' || view.status.category === 'closed';
  const shut = shutBy(view.may.edit);
  const read = useRef<HTMLButtonElement>(null);

  const save = (to: Day | null, from: Day | null) =>
    edits.save(
      { name: 'issue.edit', args: { issue: id, field: 'dueDate', from, to } },
      { dueDate: to },
    );
  const edit = useInlineEdit(dueDate ?? '', (to, from) => save(dayOrNull(to), dayOrNull(from)));
  const end = (how: () => void) => {
    how();
    requestAnimationFrame(() => read.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(event.key === 'Enter' ? edit.save : edit.restore);
  };

  if (edit.phase === 'editing') {
    return (
      <FieldRow label="Due" place="dueDate">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notices the focus leaving the field. */}
        <span
          className={styles.person}
          onBlur={(event) => {
            const stays = event.currentTarget.contains(event.relatedTarget);
            if (!stays && document.hasFocus()) edit.save();
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
            autoFocus
            type="date"
            className={styles.date}
            aria-label="Due"
            aria-describedby={ERROR}
            max="9999-12-31"
            value={edit.draft}
            onChange={(event) => edit.type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          {edit.draft !== '' && (
            <IconButton
              label="Remove the due date"
              icon={X}
              onClick={() => {
                edit.restore();
                end(() => void save(null, dueDate));
              }}
            />
          )}
        </span>
        <FieldError id={ERROR} error={edit.error} />
      </FieldRow>
    );
  }
  const shown = edit.shown;
  return (
    <FieldRow label="Due" place="dueDate">
      <button
        ref={read}
        type="button"
        className={classNames(
          styles.control,
          shown !== '' && shown < today && !isOver && styles.overdue,
        )}
        aria-disabled={shut === undefined ? undefined : true}
        title={shut}
        onClick={() => (shut === undefined ? edit.begin() : announce(shut, 'assertive'))}
      >
        <VisuallyHidden>Due: </VisuallyHidden>
        {shown === '' ? (
          <span className={styles.nothing}>{shut === undefined ? 'Add' : 'None'}</span>
        ) : (
          <>
            <Icon of={Calendar} />
            <DateText day={shown} withDistance={!isOver} />
          </>
        )}
      </button>
    </FieldRow>
  );
}

function dayOrNull(day: string): Day | null {
  return day === '' ? null : day;
}

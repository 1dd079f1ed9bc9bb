import { type KeyboardEvent, useId, useRef } from 'react';
import { announce } from './announcer.ts';
import { classNames } from './class-names.ts';
import { FieldError } from './field.tsx';
import styles from './inline-field.module.css';
import { useFocusOnTurn } from './use-focus-on-turn.ts';
import { type Save, useInlineEdit } from './use-inline-edit.ts';

export type { Save } from './use-inline-edit.ts';

interface InlineTextProps {
  /** What it is, for screen readers: "Title". */
  readonly label: string;
  readonly value: string;
  readonly onSave: Save<string>;
  /** Shown where the value is empty. */
  readonly placeholder?: string | undefined;
  /** In characters. */
  readonly maxLength?: number | undefined;
  /** Why it cannot be edited; then it is only read. */
  readonly shut?: string | undefined;
}

/**
 * A short text in place: read as text, edited on click or Enter, saved on Enter or when it is
 * left, restored by Esc. It wears the type of what it stands in, such as a heading.
 */
export function InlineText({
  label,
  value,
  onSave,
  placeholder = 'Add',
  maxLength,
  shut,
}: InlineTextProps) {
  const edit = useInlineEdit(value, onSave);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const read = useRef<HTMLButtonElement>(null);
  const focusAfterwards = useFocusOnTurn(edit.phase === 'editing', field, read);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      focusAfterwards();
      edit.save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      focusAfterwards();
      edit.restore();
    }
  };

  if (edit.phase === 'editing') {
    return (
      <>
        <textarea
          ref={field}
          className={styles.edit}
          rows={1}
          dir="auto"
          aria-label={label}
          aria-invalid={edit.error === undefined ? undefined : true}
          aria-describedby={`${id}-error`}
          maxLength={maxLength}
          value={edit.draft}
          onChange={(event) => edit.type(event.currentTarget.value.replace(/\r?\n/g, ' '))}
          onKeyDown={onKeyDown}
          onBlur={() => document.hasFocus() && edit.save()}
        />
        <span className={styles.errorLine}>
          <FieldError id={`${id}-error`} error={edit.error} />
        </span>
      </>
    );
  }
  return (
    <button
      ref={read}
      type="button"
      dir="auto"
      className={classNames(styles.read, edit.shown === '' && styles.placeholder)}
      aria-disabled={shut === undefined ? undefined : true}
      aria-describedby={`${id}-what`}
      onClick={() => (shut === undefined ? edit.begin() : announce(shut, 'assertive'))}
    >
      {edit.shown === '' ? placeholder : edit.shown}
      <span id={`${id}-what`} hidden>
        {shut ?? `${label}, press to edit`}
      </span>
    </button>
  );
}

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Icon } from './icon.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

/** What every form field says about itself. */
export interface FieldWords {
  readonly label: string;
  /** The label is for screen readers alone, as in a search box that shows its icon. */
  readonly labelHidden?: boolean | undefined;
  /** A word at the right of the label: "needed to resolve". */
  readonly aside?: ReactNode;
  /** A line below. */
  readonly hint?: ReactNode;
  /** The sentence of a refusal; the field is marked and the sentence is spoken. */
  readonly error?: string | undefined;
}

/** The ids and marks that bind a control to its words. */
export interface FieldMarks {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps extends FieldWords {
  readonly id?: string | undefined;
  readonly children: (marks: FieldMarks) => ReactNode;
}

/** Label, control, hint and error of one field, in this order. */
export function Field({ id, label, labelHidden, aside, hint, error, children }: FieldProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const described = classNames(hint !== undefined && hintId, error !== undefined && errorId);
  return (
    <div className={styles.field}>
      {labelHidden === true ? (
        <VisuallyHidden>
          <label htmlFor={controlId}>{label}</label>
        </VisuallyHidden>
      ) : (
        <div className={styles.head}>
          <label className={styles.label} htmlFor={controlId}>
            {label}
          </label>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </div>
      )}
      {children({
        id: controlId,
        'aria-describedby': described || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <div id={hintId} className={styles.hint}>
          {hint}
        </div>
      )}
      <FieldError id={errorId} error={error} />
    </div>
  );
}

/** The sentence below a refused field, spoken when it appears. */
export function FieldError({
  id,
  error,
}: {
  readonly id: string;
  readonly error?: string | undefined;
}) {
  return (
    <span id={id} role="alert" className={styles.errorPlace}>
      {error !== undefined && (
        <span className={styles.error} dir="auto">
          <Icon of={CircleAlert} size={14} />
          <span>{error}</span>
        </span>
      )}
    </span>
  );
}

import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldWords } from './field.tsx';

interface TextAreaProps
  extends FieldWords,
    Omit<ComponentPropsWithRef<'textarea'>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Lines it shows when empty, and beyond which it scrolls. */
  readonly minRows?: number | undefined;
  readonly maxRows?: number | undefined;
}

/** Several lines of text; it grows with what is typed. */
export function TextArea({
  id,
  label,
  labelHidden,
  aside,
  hint,
  error,
  value,
  onChange,
  minRows = 3,
  maxRows = 20,
  className,
  style,
  ...rest
}: TextAreaProps) {
  return (
    <Field {...{ id, label, labelHidden, aside, hint, error }}>
      {(marks) => (
        <textarea
          dir="auto"
          {...rest}
          {...marks}
          className={classNames(styles.control, styles.area, className)}
          style={{ ...style, minHeight: rowsHeight(minRows), maxHeight: rowsHeight(maxRows) }}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function rowsHeight(rows: number): string {
  return `calc(${rows} * var(--lh-13) + 12px)`;
}

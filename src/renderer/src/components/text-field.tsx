import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldWords } from './field.tsx';
import { Icon, type LucideIcon } from './icon.tsx';

interface TextFieldProps
  extends FieldWords,
    Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value' | 'size'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly icon?: LucideIcon | undefined;
  /** `large` at first start alone. */
  readonly size?: 'medium' | 'large' | undefined;
  /** For queries, keys and paths. */
  readonly mono?: boolean | undefined;
}

/** One line of text. */
export function TextField({
  id,
  label,
  labelHidden,
  aside,
  hint,
  error,
  value,
  onChange,
  icon,
  size = 'medium',
  mono = false,
  className,
  ...rest
}: TextFieldProps) {
  return (
    <Field {...{ id, label, labelHidden, aside, hint, error }}>
      {(marks) => {
        const input = (
          <input
            type="text"
            dir="auto"
            autoComplete="off"
            {...rest}
            {...marks}
            className={classNames(
              styles.control,
              size === 'large' && styles.large,
              mono && styles.mono,
              className,
            )}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        );
        if (icon === undefined) return input;
        return (
          <div className={styles.withIcon}>
            <Icon of={icon} />
            {input}
          </div>
        );
      }}
    </Field>
  );
}

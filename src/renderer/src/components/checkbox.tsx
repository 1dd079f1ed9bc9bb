import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { announce } from './announcer.ts';
import styles from './checkbox.module.css';
import { classNames } from './class-names.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

interface CheckboxProps {
  readonly label: ReactNode;
  /** The label is for screen readers alone, as in the rows of a list. */
  readonly labelHidden?: boolean | undefined;
  /** `some` for the head of a list of which some are checked. */
  readonly checked: boolean | 'some';
  readonly onChange: (checked: boolean) => void;
  /** Why it cannot be changed now. */
  readonly shut?: string | undefined;
  readonly className?: string | undefined;
}

/** A checkbox with its label. */
export function Checkbox({
  label,
  labelHidden = false,
  checked,
  onChange,
  shut,
  className,
}: CheckboxProps) {
  const labelId = useId();
  const reasonId = useId();
  const change = (next: boolean) => {
    if (shut === undefined) onChange(next);
    else announce(shut, 'assertive');
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the box inside, which Base UI renders.
    <label className={classNames(styles.field, labelHidden && styles.alone, className)}>
      <Base.Root
        className={styles.box}
        checked={checked === true}
        indeterminate={checked === 'some'}
        onCheckedChange={change}
        aria-labelledby={labelId}
        aria-disabled={shut === undefined ? undefined : true}
        aria-describedby={shut === undefined ? undefined : reasonId}
      >
        <Base.Indicator className={styles.indicator}>
          {checked === 'some' ? (
            <Minus size={12} strokeWidth={3} aria-hidden="true" />
          ) : (
            <Check size={12} strokeWidth={3} aria-hidden="true" />
          )}
        </Base.Indicator>
      </Base.Root>
      {labelHidden ? (
        <VisuallyHidden id={labelId}>{label}</VisuallyHidden>
      ) : (
        <span id={labelId} dir="auto">
          {label}
        </span>
      )}
      {shut !== undefined && <VisuallyHidden id={reasonId}>{shut}</VisuallyHidden>}
    </label>
  );
}

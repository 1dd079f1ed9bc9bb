import { Select as Base } from '@base-ui/react/select';
import { ChevronDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { Field, type FieldWords } from './field.tsx';
import { Icon } from './icon.tsx';
import popup from './popup.module.css';
import styles from './select.module.css';
import { type SelectOption, SelectOptions } from './select-options.tsx';

export type { SelectOption } from './select-options.tsx';

interface SelectProps<T extends string> extends FieldWords {
  readonly id?: string | undefined;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly SelectOption<T>[];
  readonly placeholder?: string | undefined;
  readonly className?: string | undefined;
}

/** Chooses one of a small closed list. For lists that grow, take `PickerPopover`. */
export function Select<T extends string>({
  id,
  label,
  labelHidden,
  aside,
  hint,
  error,
  value,
  onChange,
  options,
  placeholder = 'Choose',
  className,
}: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...{ id, label, labelHidden, aside, hint, error }}>
      {({ id: controlId, ...marks }) => (
        <Base.Root
          id={controlId}
          value={value}
          onValueChange={(next) => {
            if (next !== null && next !== value) onChange(next);
          }}
        >
          <Base.Trigger
            {...marks}
            className={classNames(fieldStyles.control, styles.trigger, className)}
          >
            <span className={styles.value}>
              {chosen?.icon}
              <span className={classNames(styles.text, !chosen && styles.placeholder)} dir="auto">
                {chosen?.label ?? placeholder}
              </span>
            </span>
            <Icon of={ChevronDown} size={14} />
          </Base.Trigger>
          <Base.Portal role="region" aria-label={`${label}: choices`}>
            <Base.Positioner
              className={popup.positioner}
              sideOffset={4}
              align="start"
              alignItemWithTrigger={false}
            >
              <Base.Popup className={popup.popup}>
                <SelectOptions options={options} />
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  );
}

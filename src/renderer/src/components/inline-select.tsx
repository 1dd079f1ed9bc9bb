import { Select as Base } from '@base-ui/react/select';
import { useId, useRef, useState } from 'react';
import { announce } from './announcer.ts';
import { FieldError } from './field.tsx';
import styles from './inline-field.module.css';
import popup from './popup.module.css';
import { type SelectOption, SelectOptions } from './select-options.tsx';
import type { Save } from './use-inline-edit.ts';

interface InlineSelectProps<T extends string> {
  /** What it is, for screen readers: "Priority". */
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onSave: Save<T>;
  /** Why it cannot be changed; then it is only read. */
  readonly shut?: string | undefined;
  /** For fields that a key opens too. */
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

/** One of a small closed list in place: read as text, opened on click, Enter or its key. */
export function InlineSelect<T extends string>({
  label,
  value,
  options,
  onSave,
  shut,
  open: openByCaller,
  onOpenChange,
}: InlineSelectProps<T>) {
  const errorId = useId();
  const [openHere, setOpenHere] = useState(false);
  const [pending, setPending] = useState<T>();
  const [error, setError] = useState<string>();
  const latest = useRef<T>(undefined);
  const trigger = useRef<HTMLButtonElement>(null);
  const shown = pending ?? value;
  const chosen = options.find((option) => option.value === shown);

  const setOpen = (next: boolean) => {
    if (next && shut !== undefined) return announce(shut, 'assertive');
    setOpenHere(next);
    onOpenChange?.(next);
  };
  const save = async (next: T) => {
    latest.current = next;
    setPending(next);
    setError(undefined);
    const refusal = await onSave(next, value);
    if (latest.current !== next) return;
    setError(refusal);
    setPending(undefined);
  };

  return (
    <>
      <Base.Root
        value={shown}
        open={openByCaller ?? openHere}
        onOpenChange={setOpen}
        onValueChange={(next) => {
          if (next !== null && next !== value) void save(next);
        }}
      >
        <Base.Trigger
          ref={trigger}
          className={styles.select}
          aria-label={`${label}: ${chosen?.label ?? shown}`}
          aria-describedby={errorId}
          aria-disabled={shut === undefined ? undefined : true}
          title={shut}
        >
          {chosen?.icon}
          <span className={styles.selectText} dir="auto">
            {chosen?.label ?? shown}
          </span>
        </Base.Trigger>
        <Base.Portal role="region" aria-label={`${label}: choices`}>
          <Base.Positioner
            className={popup.positioner}
            sideOffset={4}
            align="start"
            alignItemWithTrigger={false}
          >
            <Base.Popup className={popup.popup} finalFocus={trigger}>
              <SelectOptions options={options} />
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      <FieldError id={errorId} error={error} />
    </>
  );
}

import { type FormEvent, type ReactNode, useId, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import styles from './manage.module.css';

interface FormDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The verb with its object on the primary button. */
  readonly saveLabel: string;
  /** Why it cannot be saved. */
  readonly shut?: string | undefined;
  /** A refusal that none of the fields says. */
  readonly error: string | undefined;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** Buttons at the start of the foot. */
  readonly more?: ReactNode;
  readonly width?: number | undefined;
  readonly children: ReactNode;
}

/** A small form over the page. Enter in a line saves it, and Ctrl+Enter anywhere. */
export function FormDialog({
  title,
  description,
  saveLabel,
  shut,
  error,
  onSave,
  onClose,
  more,
  width = 480,
  children,
}: FormDialogProps) {
  const form = useId();
  const first = useRef<HTMLElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shut === undefined) onSave();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      width={width}
      initialFocus={first}
      footer={
        <>
          <div className={styles.footStart}>{more}</div>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} variant="primary" keys="mod+enter" shut={shut}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <SaveKey label={saveLabel} when={shut === undefined} save={onSave} />
      <form
        id={form}
        className={styles.form}
        onSubmit={submit}
        ref={(element) => {
          first.current = element?.querySelector<HTMLElement>('input, textarea, button') ?? null;
        }}
      >
        {children}
        <p role="alert" className={styles.refused}>
          {error}
        </p>
      </form>
    </Dialog>
  );
}

function SaveKey({
  label,
  when,
  save,
}: {
  readonly label: string;
  readonly when: boolean;
  readonly save: () => void;
}) {
  useShortcuts([{ keys: 'mod+enter', label, when, run: save }]);
  return null;
}

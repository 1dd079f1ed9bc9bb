import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type CSSProperties, type ReactNode, useRef } from 'react';
import { ShortcutLayer } from '../keys/shortcuts.tsx';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The question with its count: "Delete 3 issues?" */
  readonly title: string;
  /** What is kept and what is lost. */
  readonly message: ReactNode;
  /** A verb with its object: "Delete 3 issues". */
  readonly confirmLabel: string;
  /** The way back, as its own words: "Keep them". */
  readonly cancelLabel: string;
  /** Whether something is lost by it; then the way back takes the focus first. */
  readonly danger?: boolean | undefined;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  message,
  confirmLabel,
  cancelLabel,
  danger = false,
  onConfirm,
}: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Viewport className={styles.viewport}>
          <AlertDialog.Popup
            className={styles.popup}
            style={{ '--dialog-width': '440px' } as CSSProperties}
            initialFocus={danger ? cancel : confirm}
          >
            <ShortcutLayer active={open}>
              <div className={styles.header}>
                <div className={styles.heading}>
                  <AlertDialog.Title className={styles.title} dir="auto">
                    {title}
                  </AlertDialog.Title>
                </div>
              </div>
              <div className={styles.body}>
                <AlertDialog.Description className={styles.description} dir="auto" render={<div />}>
                  {message}
                </AlertDialog.Description>
              </div>
              <div className={styles.footer}>
                <AlertDialog.Close render={<Button ref={cancel} variant="ghost" />}>
                  {cancelLabel}
                </AlertDialog.Close>
                <Button
                  ref={confirm}
                  variant={danger ? 'danger-primary' : 'primary'}
                  onClick={() => {
                    onConfirm();
                    onOpenChange(false);
                  }}
                >
                  {confirmLabel}
                </Button>
              </div>
            </ShortcutLayer>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

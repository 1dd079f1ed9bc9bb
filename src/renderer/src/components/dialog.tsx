import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { ShortcutLayer } from '../keys/shortcuts.tsx';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  /** Called when Esc, the cross or a press outside asks to close; also to open, never by itself. */
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  /** Width in px where the window has room. */
  readonly width?: number | undefined;
  /** Buttons at the lower right, the primary one last. */
  readonly footer?: ReactNode;
  /** What takes the focus first; the first control unless told. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Where the focus goes afterwards; back to where it came from unless told. */
  readonly finalFocus?: RefObject<HTMLElement | null> | undefined;
  /** Whether a press outside closes it; no for forms, so that no typed word is lost. */
  readonly closeOnOutsidePress?: boolean | undefined;
  readonly children?: ReactNode;
}

/** A modal dialog. The keys of the page rest while it is open. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 560,
  footer,
  initialFocus,
  finalFocus,
  closeOnOutsidePress = false,
  children,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      disablePointerDismissal={!closeOnOutsidePress}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={styles.popup}
            style={{ '--dialog-width': `${width}px` } as CSSProperties}
            {...(initialFocus === undefined ? {} : { initialFocus })}
            {...(finalFocus === undefined ? {} : { finalFocus })}
          >
            <ShortcutLayer active={open}>
              <div className={styles.header}>
                <div className={styles.heading}>
                  <Base.Title className={styles.title} dir="auto">
                    {title}
                  </Base.Title>
                  {description !== undefined && (
                    <Base.Description className={styles.description} dir="auto">
                      {description}
                    </Base.Description>
                  )}
                </div>
                <Base.Close
                  render={<Button variant="ghost" icon={X} iconOnly aria-label="Close" />}
                />
              </div>
              <div className={styles.body}>{children}</div>
              {footer !== undefined && <div className={styles.footer}>{footer}</div>}
            </ShortcutLayer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

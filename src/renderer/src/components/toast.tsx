import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import styles from './toast.module.css';

/** Milliseconds, as --toast; the count rests on hover and focus. */
const SHOWN_FOR = 6000;

/** What can be done about a toast while it stands: "Undo", "Open". */
export interface ToastAction {
  readonly label: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

const toasts = Base.createToastManager<{ action?: ToastAction | undefined }>();

/**
 * Says in one line what was done, for 6 s. Never for what the view already shows, and never for
 * errors that need an answer. A new toast takes the place of the one before.
 */
export function showToast(text: string, action?: ToastAction): void {
  toasts.add({ id: 'toast', title: text, timeout: SHOWN_FOR, data: { action } });
}

/** Stands once around the application; toasts appear at the lower left of the content. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={toasts} limit={1} timeout={SHOWN_FOR}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <ShownToasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ShownToasts() {
  const { toasts: shown, close } = Base.useToastManager<{ action?: ToastAction | undefined }>();
  return shown.map((toast) => {
    const action = toast.data?.action;
    return (
      <Base.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={[]}>
        <Base.Content className={styles.content}>
          <Base.Title className={styles.title} render={<div />} dir="auto" />
          {action !== undefined && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                action.run();
                close(toast.id);
              }}
            >
              <span className={styles.actionLabel}>{action.label}</span>
              {action.keys !== undefined && <KeyCaps keys={action.keys} on="inverse" />}
            </button>
          )}
          <Base.Close className={styles.close} aria-label="Close">
            <Icon of={X} size={14} />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}

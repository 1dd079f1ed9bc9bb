import { CircleAlert, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './empty-state.module.css';
import { Icon } from './icon.tsx';

interface ErrorStateProps {
  /** What happened: "This page could not be shown." */
  readonly title: string;
  /** What was kept, and what to do. */
  readonly children?: ReactNode;
  /** For whoever mends it: an incident id, a stack. */
  readonly details?: string | undefined;
  readonly onReload: () => void;
  /** More ways on, such as "Copy details". */
  readonly actions?: ReactNode;
}

/** Where a view failed: what happened, what was kept, what to do, in this order. */
export function ErrorState({ title, children, details, onReload, actions }: ErrorStateProps) {
  return (
    <div className={styles.state} role="alert">
      <span className={styles.mark}>
        <Icon of={CircleAlert} size={28} />
      </span>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {details !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <pre className={styles.details} tabIndex={0}>
          {details}
        </pre>
      )}
      <div className={styles.actions}>
        <Button icon={RefreshCw} onClick={onReload}>
          Reload
        </Button>
        {actions}
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { KatydidMark } from './katydid-mark.tsx';

interface EmptyStateProps {
  /** What is true: "Nothing to triage". */
  readonly title: string;
  readonly children?: ReactNode;
  /** One next step, a button with its key. */
  readonly action?: ReactNode;
}

/** Where there is nothing: the mark in outline, what is true, and one next step. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <span className={styles.mark}>
        <KatydidMark form="outline" size={44} />
      </span>
      <p className={styles.title} dir="auto">
        {title}
      </p>
      {children !== undefined && (
        <p className={styles.text} dir="auto">
          {children}
        </p>
      )}
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  );
}

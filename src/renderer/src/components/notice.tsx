import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

export type NoticeKind = 'info' | 'warn' | 'error';

interface NoticeProps {
  readonly kind?: NoticeKind | undefined;
  /** What is so or what happened, in bold; a full sentence. */
  readonly title?: string | undefined;
  /** What was kept and what to do. */
  readonly children?: ReactNode;
  /** Buttons below. */
  readonly actions?: ReactNode;
}

const ICONS = { info: Info, warn: TriangleAlert, error: CircleAlert } as const;

/** A sentence at its place: a fact, a warning or an error. Errors are spoken when they appear. */
export function Notice({ kind = 'info', title, children, actions }: NoticeProps) {
  return (
    <div
      className={classNames(styles.notice, styles[kind])}
      role={kind === 'error' ? 'alert' : undefined}
    >
      <span className={styles.icon}>
        <Icon of={ICONS[kind]} />
      </span>
      <div className={styles.text} dir="auto">
        {title !== undefined && <strong>{title}</strong>} {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

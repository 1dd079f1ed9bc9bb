import type { ReactNode } from 'react';
import { FieldError } from '../../components/field.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import styles from './issue-fields.module.css';

interface FieldRowProps {
  readonly label: string;
  readonly children: ReactNode;
  /** The sentence of a refusal. */
  readonly error?: string | undefined;
  /** The field whose conflicts are settled here. */
  readonly place?: string | undefined;
  readonly say?: ((value: unknown) => string) | undefined;
}

/** One field: its name and its value, below it what went wrong. */
export function FieldRow({ label, children, error, place, say }: FieldRowProps) {
  return (
    <div className={styles.row}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        <div className={styles.line}>{children}</div>
        {error !== undefined && <FieldError id={`issue-${label}-error`} error={error} />}
        {place !== undefined && (
          <ConflictNotice place={place} label={label.toLowerCase()} say={say} />
        )}
      </dd>
    </div>
  );
}

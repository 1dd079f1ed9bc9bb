import type { Instant } from '#domain/ids.ts';
import { fullTime, shortTime, stampTime } from './format-time.ts';
import styles from './time.module.css';
import { useNow } from './use-now.ts';

interface RelativeTimeProps {
  readonly at: Instant;
  /** `short` for lists ("12 min", "19 Nov"), `stamp` for comments ("Today, 09:31"). */
  readonly form?: 'short' | 'stamp' | undefined;
}

/** A moment as one says it now; the whole of it on hover. */
export function RelativeTime({ at, form = 'short' }: RelativeTimeProps) {
  const now = useNow();
  return (
    <time className={styles.time} dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {form === 'short' ? shortTime(at, now) : stampTime(at, now)}
    </time>
  );
}

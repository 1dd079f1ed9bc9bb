import type { Day } from '#domain/ids.ts';
import { dayDistance, dayOf, dayText } from './format-time.ts';
import styles from './time.module.css';
import { useNow } from './use-now.ts';

interface DateTextProps {
  readonly day: Day;
  /** Adds how far it is: "in 4 days". */
  readonly withDistance?: boolean | undefined;
}

/** A calendar day: "Tue 24 Nov". */
export function DateText({ day, withDistance = false }: DateTextProps) {
  const today = dayOf(useNow());
  return (
    <span>
      <time className={styles.time} dateTime={day}>
        {dayText(day, today)}
      </time>
      {withDistance && <span className={styles.distance}>{dayDistance(day, today)}</span>}
    </span>
  );
}

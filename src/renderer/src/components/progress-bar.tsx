import { Progress } from '@base-ui/react/progress';
import { Button } from './button.tsx';
import { formatCount } from './format-count.ts';
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  /** The work: "Importing jira-2026.csv". */
  readonly label: string;
  readonly done: number;
  /** How many there are; null while that is not known. */
  readonly total: number | null;
  /** A word after the counts: "waiting for the copy". */
  readonly note?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
  /** Why it cannot be cancelled any more. */
  readonly cancelShut?: string | undefined;
}

/** Long work: what it is, how far, and a way to stop it. */
export function ProgressBar({ label, done, total, note, onCancel, cancelShut }: ProgressBarProps) {
  const counts =
    total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  const share = total === null ? null : total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <div className={styles.progress}>
      <Progress.Root className={styles.work} value={share} getAriaValueText={() => counts}>
        <Progress.Label className={styles.label} render={<div />} dir="auto">
          {label}
        </Progress.Label>
        <span className={styles.counts}>
          {counts}
          {note !== undefined && `, ${note}`}
        </span>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.indicator} />
        </Progress.Track>
      </Progress.Root>
      {onCancel !== undefined && (
        <Button onClick={onCancel} shut={cancelShut}>
          Cancel
        </Button>
      )}
    </div>
  );
}

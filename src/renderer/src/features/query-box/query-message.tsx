import { CircleAlert } from 'lucide-react';
import { Icon } from '../../components/icon.tsx';
import styles from './query-box.module.css';
import { aroundHint, type Mistake } from './query-mistake.ts';

interface QueryMessageProps {
  readonly id: string;
  readonly mistake: Mistake;
  readonly onHint: () => void;
}

/** What is wrong with the query, and its hint, which one press puts in place. */
export function QueryMessage({ id, mistake, onHint }: QueryMessageProps) {
  const around = aroundHint(mistake);
  return (
    <p id={id} className={styles.message} role="alert" dir="auto">
      <Icon of={CircleAlert} size={14} />
      {around === null ? (
        <span>{mistake.message}</span>
      ) : (
        <span>
          {around[0]}
          <button type="button" className={styles.hint} onClick={onHint}>
            {mistake.hint}
          </button>
          {around[1]}
        </span>
      )}
    </p>
  );
}

import { Lock } from 'lucide-react';
import { Icon } from '../../components/icon.tsx';
import { AskMove } from './ask-move.tsx';
import styles from './board.module.css';
import cardStyles from './card.module.css';
import { CardFace } from './card-face.tsx';
import { askWords, type ColumnPart } from './card-move.ts';
import { type CardMoving, issueOf } from './use-card-move.ts';

interface ColumnTopProps {
  readonly part: ColumnPart;
  readonly moving: CardMoving;
  readonly severities: number;
}

/** What stands above a column's cards while one is moved: why it is shut, where it would go, what is asked. */
export function ColumnTop({ part, moving, severities }: ColumnTopProps) {
  const issue = issueOf(moving.card);
  if (issue === null) return null;
  switch (part.part) {
    case 'shut':
      return (
        <div className={styles.shutNote}>
          <Icon of={Lock} size={14} />
          <p>
            <strong>Shut for {issue.key}</strong>
            <span dir="auto">{part.reason}</span>
          </p>
        </div>
      );
    case 'target': {
      const asks = askWords(part.move, issue);
      return (
        <div className={styles.slot}>
          <strong>Drop to {(part.move.name ?? `move to ${part.move.label}`).toLowerCase()}</strong>
          {asks !== null && <span>{asks}</span>}
        </div>
      );
    }
    case 'asking':
      return (
        <div className={styles.asking}>
          <div className={cardStyles.face}>
            <CardFace issue={issue} severities={severities} brief />
          </div>
          <AskMove
            issueKey={issue.key}
            move={part.move}
            onEnd={moving.putBack}
            onMade={moving.settle}
            putOffLabel="Put back"
          />
        </div>
      );
    case 'plain':
    case 'origin':
    case 'open':
      return null;
  }
}

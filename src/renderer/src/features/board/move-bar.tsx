import { KeyCaps } from '../../components/key-caps.tsx';
import styles from './board.module.css';

/** The keys of a card that is held, for the eye; a screen reader was told them. */
export function MoveBar({ issueKey }: { readonly issueKey: string }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      <strong>Moving {issueKey}</strong>
      <span className={styles.hint}>
        <KeyCaps keys="arrowleft" on="inverse" />
        <KeyCaps keys="arrowright" on="inverse" /> column
      </span>
      <span className={styles.hint}>
        <KeyCaps keys="enter" on="inverse" /> drop
      </span>
      <span className={styles.hint}>
        <KeyCaps keys="escape" on="inverse" /> put back
      </span>
    </div>
  );
}

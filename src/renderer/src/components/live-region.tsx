import { useSyncExternalStore } from 'react';
import { latestAnnouncement, onAnnouncement, type Urgency } from './announcer.ts';
import styles from './visually-hidden.module.css';

/** Where `announce()` is spoken from. Mount it once, beside the application. */
export function LiveRegion() {
  const announcement = useSyncExternalStore(onAnnouncement, latestAnnouncement);
  const said = (urgency: Urgency) =>
    announcement.urgency === urgency && announcement.text !== '' ? (
      <span key={announcement.turn}>{announcement.text}</span>
    ) : null;
  return (
    <>
      <div className={styles.hidden} role="status" aria-live="polite">
        {said('polite')}
      </div>
      <div className={styles.hidden} role="alert" aria-live="assertive">
        {said('assertive')}
      </div>
    </>
  );
}

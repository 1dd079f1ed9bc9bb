import { tidyBlobs } from '#engine/blobs/tidy-blobs.ts';
import type { Services } from './services.ts';

/** How often what nothing needs any more is removed from the blob store, in milliseconds. */
const TIDY_EVERY_MS = 60 * 60 * 1000;

/**
 * Removes stale uploads, and contents whose last attachment is gone: once the server runs, then every
 * hour. Any number of processes may do it at once.
 * @returns what ends it, after the removal that is under way
 */
export function keepTidy({ engine, blobs, log }: Services): () => Promise<void> {
  const { store, clock } = engine;
  let tidying = Promise.resolve();
  const tidy = async () => {
    if (!(await store.isMigrated())) return;
    const removed = await tidyBlobs({ store, blobs, now: clock.now() });
    if (Object.values(removed).some((count) => count > 0)) log.info(removed, 'tidied the files');
  };
  const start = () => {
    tidying = tidying
      .then(tidy)
      .catch((error) => log.warn({ error }, 'the files could not be tidied'));
  };
  start();
  const timer = setInterval(start, TIDY_EVERY_MS);
  return () => {
    clearInterval(timer);
    return tidying;
  };
}

import { listen } from './api.ts';

/**
 * Tells the listener whenever the page may be seen for the last time: its window is left, it goes
 * away, or its host is about to end. What is still to be kept is sent to the host at once.
 * @returns the way to stop
 */
export function onLeaving(listener: () => void): () => void {
  window.addEventListener('blur', listener);
  window.addEventListener('pagehide', listener);
  const stopListening = listen(({ kind }) => {
    if (kind === 'closing') listener();
  });
  return () => {
    window.removeEventListener('blur', listener);
    window.removeEventListener('pagehide', listener);
    stopListening();
  };
}

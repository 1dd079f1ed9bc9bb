/** How soon a screen reader speaks: after what it is saying, or at once. */
export type Urgency = 'polite' | 'assertive';

export interface Announcement {
  readonly text: string;
  readonly urgency: Urgency;
  /** Grows with each announcement, so that the same sentence twice is spoken twice. */
  readonly turn: number;
}

let current: Announcement = { text: '', urgency: 'polite', turn: 0 };
const listeners = new Set<() => void>();

/** Has screen readers speak one sentence. `LiveRegion` must stand once in the page. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  current = { text, urgency, turn: current.turn + 1 };
  for (const listener of listeners) listener();
}

export function latestAnnouncement(): Announcement {
  return current;
}

export function onAnnouncement(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { useSyncExternalStore } from 'react';
import type { Instant } from '#domain/ids.ts';

const TICK_MS = 30_000;

let now: Instant = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
    tick();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', tick);
  };
}

/** The present, renewed every half minute by one clock for the whole page. */
export function useNow(): Instant {
  return useSyncExternalStore(subscribe, () => now);
}

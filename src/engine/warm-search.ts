import type { Engine } from './engine.ts';
import { Slices } from './import/slices.ts';

/** Later than the first page of whoever opens the workspace, sooner than their first search. */
const WAIT_MS = 1500;

/** Readies the search in a quiet moment after the start, in slices between which calls are answered. */
export function warmSearchSoon(engine: Engine): void {
  const stop = new AbortController();
  const slices = new Slices(stop.signal, 0);
  let warming = Promise.resolve();
  const timer = setTimeout(() => {
    // It only saves time: whatever ends it early, searches do the same work themselves.
    warming = engine.lists.warm(() => slices.rest()).catch(() => undefined);
  }, WAIT_MS);
  engine.onClose(() => {
    clearTimeout(timer);
    stop.abort();
    return warming;
  });
}

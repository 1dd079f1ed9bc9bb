import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of each kind of request. */
export type Latencies = Map<string, number[]>;

export interface Steady {
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Sends the i-th request and tells of what kind it was. */
  readonly send: (index: number) => Promise<string>;
}

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered. A latency counts
 * from when the request was due, so that a server that stands still is not asked less of.
 * @throws what the first request that fails throws
 */
export async function steadily({ rate, seconds, send }: Steady): Promise<Latencies> {
  const latencies: Latencies = new Map();
  const open: Promise<void>[] = [];
  const begun = performance.now();
  const failures: unknown[] = [];
  for (let index = 0; index < rate * seconds && failures.length === 0; index += 1) {
    const due = begun + (index * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    open.push(
      send(index).then(
        (kind) => {
          const times = latencies.get(kind) ?? [];
          latencies.set(kind, times);
          times.push(performance.now() - due);
        },
        (error: unknown) => void failures.push(error),
      ),
    );
  }
  await Promise.all(open);
  if (failures.length > 0) throw failures[0];
  return latencies;
}

/** How many requests a second are answered to so many callers who each wait for their answer. */
export async function asFastAsPossible(
  callers: number,
  seconds: number,
  send: (caller: number) => Promise<number>,
): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < end) {
        const more = await send(caller);
        done += more;
      }
    }),
  );
  return (done * 1000) / (performance.now() - begun);
}

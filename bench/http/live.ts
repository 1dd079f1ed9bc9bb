import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../figures.ts';
import { type Calls, WHEN } from './calls.ts';
import type { Client } from './client.ts';
import { steadily } from './load.ts';

/** More than a stream may take to tell of an issue, many times over. */
const LAST_EVENTS_MS = 1000;
const FILED_AT = new RegExp(`"title":"${WHEN}([\\d.]+) `, 'g');

/** What the streams heard, and when. */
export interface Heard {
  readonly events: number;
  /** Of the stream that hears latest: the 95th percentile of its delays, in milliseconds. */
  readonly slowestP95: number;
  /** Of all delays together. */
  readonly p95: number;
}

/**
 * Holds a stream open for each of these queries while issues are filed; a delay counts from just
 * before the request that files an issue to the arrival of its event.
 */
export async function listen(
  client: Client,
  calls: Calls,
  tokens: readonly string[],
  queries: readonly string[],
  { seconds, perSecond }: { readonly seconds: number; readonly perSecond: number },
): Promise<Heard> {
  const delays: number[][] = [];
  const closes: (() => void)[] = [];
  for (const [index, query] of queries.entries()) {
    const own: number[] = [];
    delays.push(own);
    const token = tokens[index % tokens.length] ?? '';
    closes.push(
      await client.stream(`/api/events?q=${encodeURIComponent(query)}`, token, (text) => {
        for (const [, at] of text.matchAll(FILED_AT)) own.push(performance.now() - Number(at));
      }),
    );
  }
  const send = () => calls.create().then(() => 'create');
  await steadily({ rate: perSecond, seconds, send });
  // What was filed last is still on its way to the streams.
  await sleep(LAST_EVENTS_MS);
  for (const close of closes) close();
  const all = delays.flat();
  return {
    events: all.length,
    slowestP95: Math.max(...delays.map((own) => percentile(own, 0.95))),
    p95: percentile(all, 0.95),
  };
}

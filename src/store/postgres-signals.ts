import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Signals } from './connection.ts';

/** Told and heard by every process on one database; PostgreSQL keeps it to that database. */
const CHANNEL = 'katydid';
/** So that an operator knows the connection in `pg_stat_activity`. */
export const LISTENER_NAME = 'katydid listen';
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;

/**
 * NOTIFY and LISTEN. A transaction never notifies: that would take a lock of the whole database at
 * its commit. Telling has a connection of its own, and so has listening, which is made again by
 * itself when it is lost. Nothing connects before it is asked for.
 */
export function postgresSignals(config: pg.PoolConfig): Signals {
  const closing = new AbortController();
  const tellers = new pg.Pool({ ...config, max: 1, application_name: 'katydid notify' });
  tellers.on('error', () => undefined);
  let listening: Promise<void> = Promise.resolve();
  return {
    tell: async (version) => {
      try {
        await tellers.query('select pg_notify($1, $2)', [CHANNEL, String(version)]);
      } catch {
        // Whoever listens looks by itself too.
      }
    },
    listen: (heard) => {
      listening = keepListening(config, heard, closing.signal);
    },
    close: async () => {
      closing.abort();
      if (!tellers.ending) await tellers.end();
      await listening;
    },
  };
}

async function keepListening(
  config: pg.ClientConfig,
  heard: (version: number | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    const started = await listenOnce(config, heard, signal);
    retryMs = started ? FIRST_RETRY_MS : Math.min(retryMs * 2, LAST_RETRY_MS);
    await wait(retryMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Listens until the connection is lost or `signal` ends it. @returns whether it began at all */
async function listenOnce(
  config: pg.ClientConfig,
  heard: (version: number | null) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const client = new pg.Client({ ...config, application_name: LISTENER_NAME });
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  // What is wrong shows in `connect`, or as the end of the connection.
  client.on('error', () => undefined);
  client.on('notification', ({ channel, payload }) => {
    const version = Number(payload);
    if (channel === CHANNEL) heard(Number.isSafeInteger(version) ? version : null);
  });
  const end = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    // Something may have been told while nobody listened.
    heard(null);
    await ended;
    return true;
  } catch {
    end();
    return false;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

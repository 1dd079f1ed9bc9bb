import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { askPostgres } from '#tests/support/ask-postgres.ts';
import { type Begun, beginWorkspace } from '#tests/support/begun-store.ts';
import { type OwnPostgresServer, startOwnPostgres } from '#tests/support/postgres-server.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';

/** How often a process is killed; more by KATYDID_KILL_ROUNDS. */
const ROUNDS = Number(process.env.KATYDID_KILL_ROUNDS ?? 5);
const PROCESSES = 3;
/** The latest moment of a kill after all processes write, in milliseconds. */
const LATEST_MS = 400;

const WRITER = join(import.meta.dirname, '..', '..', 'support', 'postgres-writer.ts');

let server: OwnPostgresServer;
beforeAll(async () => {
  server = await startOwnPostgres();
});
afterAll(() => server.stop());

interface Writer {
  readonly process: ChildProcess;
  /** It has acknowledged something. */
  readonly writing: Promise<void>;
  /** What it has acknowledged, as `outcome id`, once it has ended. */
  readonly acknowledged: Promise<readonly string[]>;
}

function startWriter({ admin, project, severity }: Begun): Writer {
  const child = spawn(process.execPath, [WRITER, server.url, admin, project, severity], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let told = '';
  const writing = Promise.withResolvers<void>();
  child.stdout.on('data', (part) => {
    told += part;
    if (told.includes('\n')) writing.resolve();
  });
  const acknowledged = new Promise<readonly string[]>((resolve) =>
    child.once('close', () => {
      writing.resolve();
      // A line that was cut off was not told.
      resolve(told.split('\n').slice(0, -1));
    }),
  );
  return { process: child, writing: writing.promise, acknowledged };
}

test(`${PROCESSES} processes on one database, one killed again and again (${ROUNDS} times): nothing acknowledged is lost, nothing is there twice`, {
  timeout: 60_000 + ROUNDS * 20_000,
}, async ({ annotate }) => {
  const store = await openPostgres({ url: server.url, newWord: systemClock.newId });
  await store.migrate();
  const begun = await beginWorkspace(store);
  const start = await store.version();
  const synced = await askPostgres(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`,
  );
  expect(synced).toEqual([{ fsync: 'on', pages: 'on' }]);

  const random = randomFrom(ROUNDS);
  const running = Array.from({ length: PROCESSES }, () => startWriter(begun));
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(running.map(({ writing }) => writing));
    await wait(random() * LATEST_MS);
    const [victim] = running.splice(Math.floor(random() * PROCESSES), 1);
    if (!victim) throw new Error('Nobody is left to be killed.');
    victim.process.kill('SIGKILL');
    acknowledged.push(...(await victim.acknowledged));
    running.push(startWriter(begun));
  }
  for (const writer of running) {
    await writer.writing;
    writer.process.stdin?.end();
    acknowledged.push(...(await writer.acknowledged));
  }

  const kept = await store.read.selectFrom('command').select(['id', 'outcome', 'v']).execute();
  const outcomes = new Map(
    kept.map(({ id, outcome }) => [id, outcome === 'null' ? 'accepted' : 'rejected']),
  );
  const lost = acknowledged.filter((line) => {
    const [outcome = '', id = ''] = line.split(' ');
    return outcomes.get(id) !== outcome;
  });
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  expect(lost).toEqual([]);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);

  // Each batch has made one issue, under the next number and the next version.
  const issues = await store.read.selectFrom('issue').select(['id', 'number']).execute();
  const numbers = issues.map(({ number }) => number).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => index + 1));
  expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length);
  const versions = new Set(kept.map(({ v }) => v).filter((v) => v > start));
  expect(versions.size).toBe(issues.length);
  expect(await store.version()).toBe(start + issues.length);
  expect(await store.verify()).toEqual([]);
  await store.close();
  await annotate(`${ROUNDS} kills, ${acknowledged.length} acknowledged commands, none lost`);
});

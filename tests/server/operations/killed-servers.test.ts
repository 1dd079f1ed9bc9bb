import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { FollowingClient, listedIssues } from '#tests/support/killed/following-client.ts';
import { ADMIN, ServerProcess } from '#tests/support/killed/server-process.ts';
import { WritingClient } from '#tests/support/killed/writing-client.ts';
import { type OwnPostgresServer, startOwnPostgres } from '#tests/support/postgres-server.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';
import { client } from '#tests/support/server.ts';

/** How often a server is killed; more by KATYDID_KILL_ROUNDS. */
const ROUNDS = Number(process.env.KATYDID_KILL_ROUNDS ?? 3);
/** The latest moment of a kill after every client writes, in milliseconds. */
const LATEST_MS = 200;
const WRITERS_EACH = 2;
const QUERIES = ['', 'is:open'];

let postgres: OwnPostgresServer;
const servers: ServerProcess[] = [];
beforeAll(async () => {
  postgres = await startOwnPostgres();
  for (let n = 0; n < 2; n += 1) servers.push(await ServerProcess.begin(postgres.url));
});
afterAll(async () => {
  for (const server of servers) await server.remove();
  await postgres.stop();
});

/** The token of the admin, who has made the project that is written to. */
async function signIn(): Promise<string> {
  const { url } = servers[0] ?? never();
  const { body } = await client(url, null).post('/api/auth/login', ADMIN);
  const token: string = body.data.accessToken;
  const made = await client(url, token).post('/api/projects', { key: 'PAY', name: 'Payments' });
  expect(made.status).toBe(201);
  return token;
}

function never(): never {
  throw new Error('There is no server.');
}

test(`two servers on one database, one killed again and again (${ROUNDS} times): nothing acknowledged is lost, nothing is there twice, no stream has a gap`, {
  timeout: 60_000 + ROUNDS * 20_000,
}, async ({ annotate }) => {
  const token = await signIn();
  // Each client has a server of its own to begin with, and knows the other.
  const urls = servers.map(({ url }) => url);
  const turns = [urls, urls.toReversed()];
  const followers: FollowingClient[] = [];
  for (const known of turns) {
    for (const query of QUERIES) followers.push(await FollowingClient.open(known, token, query));
  }
  const writers = turns.flatMap((known) =>
    Array.from({ length: WRITERS_EACH }, () => new WritingClient(known, token, 'PAY')),
  );

  const random = randomFrom(ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(writers.map((writer) => writer.next()));
    await wait(random() * LATEST_MS);
    const victim = servers[Math.floor(random() * servers.length)] ?? never();
    await victim.kill();
    await victim.start();
    for (const one of [...writers, ...followers]) one.goHome();
  }
  for (const writer of writers) await writer.stop();
  const told = writers.map(({ acknowledged }) => acknowledged);
  const issues = told.flatMap((one) => one.issues);
  const comments = told.flatMap((one) => one.comments);
  const moved = told.flatMap((one) => one.moved);

  // Every request was answered in the end: what is there and was not acknowledged, is there twice.
  const store = await openPostgres({ url: postgres.url, newWord: systemClock.newId });
  const kept = await store.read.selectFrom('issue').select(['id', 'number']).execute();
  const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;
  expect(kept.toSorted(byNumber)).toEqual(issues.toSorted(byNumber));
  expect(kept.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    Array.from(kept, (_, index) => index + 1),
  );
  const keptComments = await store.read.selectFrom('comment').select('id').execute();
  expect(keptComments.map(({ id }) => id).toSorted()).toEqual(comments.toSorted());
  const moves = await store.read
    .selectFrom('activity')
    .innerJoin('issue', 'issue.seq', 'activity.issue')
    .select('issue.id')
    .where('activity.kind', '=', 'transitioned')
    .execute();
  expect(moves.map(({ id }) => id).toSorted()).toEqual(moved.toSorted());
  expect(await store.verify()).toEqual([]);
  await store.close();

  for (const [index, follower] of followers.entries()) {
    const listed = await listedIssues(urls[0] ?? '', token, QUERIES[index % QUERIES.length] ?? '');
    await expect
      .poll(() => [...follower.issues].toSorted(), { timeout: 15_000 })
      .toEqual([...listed].toSorted());
    expect(follower.backwards).toEqual([]);
  }
  for (const follower of followers) await follower.stop();

  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const repeated = sum(told.map((one) => one.repeated));
  const resumed = sum(followers.map((one) => one.resumed));
  expect(repeated).toBeGreaterThan(0);
  expect(resumed).toBeGreaterThanOrEqual(ROUNDS);
  const acknowledged = issues.length + comments.length + moved.length;
  await annotate(
    `${ROUNDS} kills, ${acknowledged} acknowledged writes, 0 lost, 0 twice; ${repeated} requests repeated, ${resumed} streams resumed, ${sum(followers.map((one) => one.resets))} resets`,
  );
});

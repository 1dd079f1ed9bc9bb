import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EventReader } from '#tests/support/event-reader.ts';
import { type OwnPostgresServer, startOwnPostgres } from '#tests/support/postgres-server.ts';
import { type HttpAnswer, startServer, type TestServer } from '#tests/support/server.ts';

const WRITERS = 3;
/** Acknowledged issues before and after. */
const ENOUGH = 10;

interface Told {
  readonly id: string;
  readonly number: number;
}

/** Reports issues until told to stop, each under a key of its own, again until it is acknowledged. */
class Writers {
  readonly acknowledged: Told[] = [];
  readonly refused: HttpAnswer[] = [];
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  readonly #done: Promise<unknown>;
  #isStopped = false;

  constructor(server: TestServer) {
    this.#done = Promise.all(Array.from({ length: WRITERS }, () => this.#write(server)));
  }

  /** Resolves as soon as it holds. */
  async until(holds: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ holds, resolve });
    this.#look();
    await Promise.race([promise, this.#done]);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  async #write({ admin, engine }: TestServer): Promise<void> {
    const fields = { project: 'PAY', title: 'It fails', description: 'So it is.' };
    while (!this.#isStopped) {
      const headers = { 'idempotency-key': engine.clock.newId() };
      let answer = await admin.post('/api/issues', fields, headers);
      while (answer.status === 503) {
        this.refused.push(answer);
        this.#look();
        answer = await admin.post('/api/issues', fields, headers);
      }
      if (answer.status !== 201) throw new Error(answer.text);
      this.acknowledged.push(answer.body.data);
      this.#look();
    }
  }

  #look(): void {
    for (const { holds, resolve } of this.#waiting) if (holds()) resolve();
  }
}

describe('a server whose PostgreSQL goes down and comes back', { timeout: 120_000 }, () => {
  let postgres: OwnPostgresServer;
  let server: TestServer;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    server = await startServer('postgres', {}, { databaseUrl: postgres.url });
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await postgres.stop();
  });

  const follow = (more: Record<string, string> = {}) =>
    EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${server.admin.token}`,
      ...more,
    });

  function expectAway({ status, headers, body }: HttpAnswer, what: string): void {
    expect([what, status, headers.get('retry-after')]).toEqual([what, 503, '1']);
    const { code, extensions } = body?.error ?? body?.errors[0] ?? {};
    expect([what, code ?? extensions?.code]).toEqual([what, 'UNAVAILABLE']);
  }

  /** Issues that a stream tells as new, up to one of them. */
  async function told(reader: EventReader, event: string, last: string): Promise<string[]> {
    const ids: string[] = [];
    while (!ids.includes(last)) {
      const next = await reader.next();
      expect(next.event).toBe(event);
      ids.push(next.data.id);
    }
    return ids;
  }

  test('says so meanwhile, and goes on by itself: nothing acknowledged is lost, no stream has a gap', async () => {
    const { admin, nobody } = server;
    const open = await follow();
    const writers = new Writers(server);
    await writers.until(() => writers.acknowledged.length >= ENOUGH);
    const before: string[] = [];
    let position = '';
    while (before.length < ENOUGH / 2) {
      const { data, id } = await open.next();
      before.push(data.id);
      position = id ?? position;
    }

    await postgres.crash();
    await writers.until(() => writers.refused.length > 0);
    expect((await nobody.get('/healthz')).status).toBe(200);
    for (const path of ['/readyz', '/api/issues', '/api/auth/me', `/api/issues/${before[0]}`]) {
      expectAway(await admin.get(path), path);
    }
    expectAway(await admin.post('/graphql', { query: '{ me { name } }' }), 'GraphQL');
    expectAway(await admin.patch(`/api/issues/${before[0]}`, { title: 'x' }), 'PATCH');
    const commands = [{ id: server.engine.clock.newId(), name: 'notification.read-all', args: {} }];
    expectAway(await admin.post('/api/commands', { commands }), 'commands');
    const login = { username: 'ada', password: 'whatever it is' };
    expectAway(await nobody.post('/api/auth/login', login), 'login');
    const late = await follow({ 'last-event-id': position });
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1']);
    for (const answer of writers.refused) expectAway(answer, 'POST');

    await postgres.start();
    for (const path of ['/readyz', '/api/issues', '/api/auth/me']) {
      expect((await admin.get(path)).status, path).toBe(200);
    }
    const count = writers.acknowledged.length;
    await writers.until(() => writers.acknowledged.length >= count + ENOUGH);
    await writers.stop();
    const all = writers.acknowledged.toSorted((a, b) => a.number - b.number);
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));

    const ids = all.map(({ id }) => id);
    const last = ids.at(-1) ?? '';
    const after = ids.slice(before.length);
    // Issues are told in the order of their commits, which their numbers are given in.
    expect(ids.slice(0, before.length)).toEqual(before);
    expect(await told(open, 'created', last)).toEqual(after);
    const resumed = await follow({ 'last-event-id': position });
    const again = new Set(await told(resumed, 'updated', last));
    // Of several that became known at once, the position may stand before all.
    expect(ids.filter((id) => again.has(id) || !after.includes(id))).toEqual(ids);
    open.close();
    resumed.close();
    expect(await server.engine.store.verify()).toEqual([]);
  });
});

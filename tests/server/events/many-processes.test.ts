import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { buildApp } from '#server/app.ts';
import { RESOURCES } from '#tests/support/engine.ts';
import { EventReader } from '#tests/support/event-reader.ts';
import { client, type Person, startServer, type TestServer } from '#tests/support/server.ts';

/** A second server over the same database, as another process has it. */
async function startAnother({ config }: TestServer) {
  if (config.databaseUrl === null || config.jwtSecret === null) throw new Error('Not shared.');
  const engine = await openEngine({
    folder: config.dataDir,
    resources: RESOURCES,
    database: config.databaseUrl,
  });
  const app = await buildApp({ config, engine, secret: config.jwtSecret, checksAnswers: true });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    close: async () => {
      await app.close();
      await engine.close();
    },
  };
}

describe('a live query of one server', () => {
  let server: TestServer;
  let another: Awaited<ReturnType<typeof startAnother>>;
  beforeAll(async () => {
    server = await startServer('postgres');
    another = await startAnother(server);
  });
  afterAll(async () => {
    await another.close();
    await server.close();
  });

  async function open({ token }: Person): Promise<EventReader> {
    const reader = await EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${token}`,
    });
    expect(reader.status).toBe(200);
    return reader;
  }

  test('ends with its session at another, though nothing else happens', async () => {
    const person = await server.person('tester');
    const reader = await open(person);
    await client(another.url, person.token).post('/api/auth/logout');
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'session' } }]);
  });

  test('ends where another has seen a refresh token twice', async () => {
    const password = 'correct horse battery';
    await server.admin.post('/api/users', { username: 'ana', name: 'Ana', password });
    const login = await server.nobody.post('/api/auth/login', { username: 'ana', password });
    const { accessToken, refreshToken, user } = login.body.data;
    const reader = await open({
      ...client(server.url, accessToken),
      id: user.id,
      token: accessToken,
    });
    const elsewhere = client(another.url, null);
    expect((await elsewhere.post('/api/auth/refresh', { refreshToken })).status).toBe(200);
    expect((await elsewhere.post('/api/auth/refresh', { refreshToken })).status).toBe(401);
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'session' } }]);
  });

  test('ends where its person is blocked at another', async () => {
    const person = await server.person('tester');
    const reader = await open(person);
    const elsewhere = client(another.url, server.admin.token);
    const { status } = await elsewhere.patch(`/api/users/${person.id}`, { blocked: true });
    expect(status).toBe(200);
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'blocked' } }]);
  });
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { client, DATABASES, startServer, type TestServer } from '#tests/support/server.ts';

/** What whoever looks after a server sees: health, figures, the log. */
describe('a server that is looked after', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it.each(DATABASES)('%s: is ready with the tables of its version alone', async (database) => {
    server = await startServer(database);
    expect((await server.nobody.get('/readyz')).body.data).toEqual({ status: 'ready' });
    await server.engine.store.write
      .updateTable('meta')
      .set({ value: '1' })
      .where('key', '=', 'schema')
      .execute();
    const { status, body } = await server.nobody.get('/readyz');
    expect([status, body.error.code]).toEqual([503, 'UNAVAILABLE']);
    expect(body.error.message).toContain('katydid-server migrate');
    expect((await server.nobody.get('/healthz')).status).toBe(200);
  });

  it('lives, and is not ready, without its database', async () => {
    server = await startServer('postgres');
    await server.loseDatabase();
    expect((await server.nobody.get('/healthz')).status).toBe(200);
    for (const path of ['/readyz', '/api/auth/me']) {
      const { status, body, headers } = await server.admin.get(path);
      expect([path, status, body.error.code]).toEqual([path, 503, 'UNAVAILABLE']);
      expect(headers.get('retry-after')).toBe('1');
      expect(body.error.message).toMatch(/Try again/);
    }
  });

  it('gives its figures by route to this machine alone', async () => {
    server = await startServer('sqlite');
    await server.admin.get(`/api/users/${server.admin.id}`);
    const { status, text, headers } = await server.nobody.get('/metrics');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(text).toContain(
      'katydid_http_request_duration_seconds_count{method="GET",route="/api/users/:id",status="200"} 1',
    );
    expect(text).toContain('katydid_process_resident_memory_bytes');
    expect(text).not.toContain(server.admin.id);
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.1' },
      { forwarded: 'for=203.0.113.1' },
    ]) {
      expect((await server.nobody.get('/metrics', headers)).status).toBe(403);
    }
  });

  it('gives its figures to whoever has the token, where there is one', async () => {
    server = await startServer('sqlite', { METRICS_TOKEN: 'a token for figures' });
    for (const [token, expected] of [
      [null, 401],
      ['a token for figure', 401],
      [server.admin.token, 401],
      ['a token for figures', 200],
    ] as const) {
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      expect((await server.nobody.get('/metrics', headers)).status).toBe(expected);
    }
  });

  it('writes one line a request, and nothing secret', async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    server = await startServer('sqlite', { LOG_LEVEL: 'trace' }, { logStream });
    const password = 'correct horse battery';
    await server.admin.post('/api/users', { username: 'ana', name: 'Ana', password });
    const { body } = await server.nobody.post('/api/auth/login', { username: 'ana', password });
    const { accessToken, refreshToken } = body.data;
    await client(server.url, accessToken).get('/api/users?q=somewhat-private', {
      cookie: 'id=a-cookie',
    });
    await server.nobody.post('/api/auth/refresh', { refreshToken });
    await server.nobody.get('/api/nothing?ticket=a-ticket');
    await server.nobody.post('/api/auth/login', '{"password":"a broken body');

    const told = lines.map((line) => JSON.parse(line));
    const list = told.find(({ path }) => path === '/api/users' && true);
    expect(list).toMatchObject({
      level: 'info',
      reqId: expect.stringMatching(/^[\w-]{12}$/),
      method: 'POST',
      status: 201,
      ms: expect.any(Number),
      user: server.admin.id,
      address: '127.0.0.1',
    });
    expect(told.filter(({ msg }) => msg === 'answered')).toHaveLength(6);
    const text = lines.join('');
    for (const secret of [
      password,
      accessToken,
      refreshToken,
      'a-ticket',
      'a-cookie',
      'somewhat-private',
      'a broken body',
      'argon2id',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('counts and writes down an answer that is broken off', async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    server = await startServer('sqlite', { LOG_LEVEL: 'info' }, { logStream });
    const { admin } = server;
    await admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
    const description = 'Nobody reads all of this. '.repeat(2300);
    for (let index = 0; index < 100; index += 1) {
      await admin.post('/api/issues', { project: 'PAY', title: `Long ${index}`, description });
    }
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    const head = `Host: ${hostname}\r\nAuthorization: Bearer ${admin.token}`;
    socket.write(`GET /api/issues?pageSize=100 HTTP/1.1\r\n${head}\r\n\r\n`);
    await once(socket, 'readable');
    socket.resetAndDestroy();

    const brokenOff = () =>
      lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'broken off');
    await expect.poll(brokenOff).toMatchObject({ path: '/api/issues', user: admin.id });
    const { text } = await server.nobody.get('/metrics');
    expect(text).toContain('_count{method="GET",route="/api/issues",status="200"} 1');
  });

  it('writes down what an incident was', async () => {
    const lines: string[] = [];
    const logStream = { write: (line: string) => void lines.push(line) };
    server = await startServer('sqlite', { LOG_LEVEL: 'info' }, { logStream });
    await server.engine.store.write.schema.alterTable('auth_session').renameTo('gone').execute();
    const { body } = await server.admin.get('/api/auth/me');
    const line = lines.map((text) => JSON.parse(text)).find(({ level }) => level === 'error');
    expect(line).toMatchObject({
      reqId: body.error.details.incident,
      msg: 'incident',
      err: { message: expect.stringContaining('auth_session') },
    });
  });

  it('says goodbye when it stops, and finishes what it has begun', async () => {
    server = await startServer('sqlite');
    const begun = server.nobody.post('/api/auth/login', {
      username: 'ada',
      password: 'whatever it is',
    });
    await server.inFlight();
    const closing = server.stop();
    expect((await begun).status).toBe(401);
    await closing;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});

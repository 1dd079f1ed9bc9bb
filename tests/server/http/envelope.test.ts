import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, type HttpAnswer, startServer, type TestServer } from '#tests/support/server.ts';

const ME = '/api/auth/me';
const LOGIN = '/api/auth/login';

/** What came back, in one line: status and code, and that the envelope says the same. */
function told({ status, body }: HttpAnswer) {
  expect(body).toMatchObject({ data: null, status });
  expect(Object.keys(body).sort()).toEqual(['data', 'error', 'status']);
  return `${status} ${body.error.code}`;
}

describe.each(DATABASES)('%s: every answer is one envelope', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(database);
  });
  afterAll(() => server.close());

  const login = (body: string, headers: Record<string, string> = {}) =>
    server.nobody.post(LOGIN, body, headers);

  it('a value', async () => {
    const { status, body } = await server.admin.get(ME);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['data', 'error', 'status']);
    expect(body).toMatchObject({ data: { username: 'ada' }, error: null, status: 200 });
  });

  it('a list, which says where it stands', async () => {
    const { body } = await server.admin.get('/api/users');
    expect(body.page).toEqual({ number: 1, size: 10, total: 1, next: null, previous: null });
  });

  it.each([
    ['no sign-in', undefined],
    ['another scheme', 'Basic YWRhOnNlY3JldA=='],
    ['no token at all', 'Bearer nonsense'],
    ['an unsigned token', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ])('with %s: 401, and how to sign in', async (_what, authorization) => {
    const answer = await server.nobody.get(ME, authorization ? { authorization } : {});
    expect(told(answer)).toBe('401 UNAUTHENTICATED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.error.message).toContain('/api/auth/login');
  });

  it.each([
    ['JSON that breaks off', '{"username": "ada"', '400 VALIDATION'],
    ['no JSON', 'username=ada', '400 VALIDATION'],
    ['nothing', '', '400 VALIDATION'],
    ['null', 'null', '400 VALIDATION'],
    ['a list', '[]', '400 VALIDATION'],
    ['a very deep list', '['.repeat(100_000) + ']'.repeat(100_000), '400 VALIDATION'],
    ['deep brackets that break off', '{"a":'.repeat(50_000), '400 VALIDATION'],
    ['too much', `"${'x'.repeat(3 * 1024 * 1024)}"`, '413 PAYLOAD_TOO_LARGE'],
  ])('a body of %s', async (_what, body, expected) => {
    expect(told(await login(body, { 'content-type': 'application/json' }))).toBe(expected);
  });

  it('a body that is not UTF-8', async () => {
    const response = await fetch(server.url + LOGIN, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(await response.json()).toMatchObject({
      status: 400,
      error: { code: 'VALIDATION', message: 'The body is not UTF-8. Send JSON in UTF-8.' },
    });
  });

  it.each([
    ['text/plain', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['application/x-www-form-urlencoded', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['application/json; charset=latin1', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['application/jsonp', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['nonsense', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['APPLICATION/JSON;charset="UTF-8"', '400 VALIDATION'],
  ])('a content type of %s', async (type, expected) => {
    expect(told(await login('{}', { 'content-type': type }))).toBe(expected);
  });

  it.each([
    ['an unknown field', { username: 'ada', password: 'x', nickname: 'a' }, 'nickname'],
    ['the role', { username: 'ada', password: 'x', role: 'admin' }, 'role'],
    ['constructor', { username: 'ada', password: 'x', constructor: {} }, 'constructor'],
    ['toString', { username: 'ada', password: 'x', toString: 1 }, 'toString'],
  ])('a body with %s is refused by its name', async (_what, body, name) => {
    const answer = await server.nobody.post(LOGIN, body);
    expect(told(answer)).toBe('400 VALIDATION');
    expect(answer.body.error).toMatchObject({
      field: name,
      message: `${name} is not known here. Leave it out.`,
    });
  });

  it.each(['__proto__', '\\u005f_proto__', '__prot\\u006f__'])(
    'a body with %s, however it is written',
    async (name) => {
      const answer = await login(`{"username":"ada","password":"x","${name}":{"role":"admin"}}`, {
        'content-type': 'application/json',
      });
      expect(told(answer)).toBe('400 VALIDATION');
      expect(answer.body.error.field).toBe('__proto__');
    },
  );

  it.each([
    ['/api/users?rolle=admin', 'rolle'],
    ['/api/users?__proto__=1', '__proto__'],
    ['/api/users?constructor=1', 'constructor'],
    ['/api/users?role=admin&role=tester', 'role'],
    ['/api/users?q=%ff', 'q'],
    ['/api/users?q=%E0%A4%A', 'q'],
    ['/api/users?role=king', 'role'],
    ['/api/users?page=0', 'page'],
    ['/api/users?pageSize=101', 'pageSize'],
    ['/api/users?page=1&cursor=', 'cursor'],
    ['/api/auth/me?verbose=1', 'verbose'],
  ])('GET %s is refused, and names %s', async (path, field) => {
    const answer = await server.admin.get(path);
    expect(told(answer)).toBe('400 VALIDATION');
    expect(answer.body.error.field).toBe(field);
  });

  it.each([
    ['/', '404 NOT_FOUND'],
    ['/api', '404 NOT_FOUND'],
    ['/api/nothing', '404 NOT_FOUND'],
    ['/api/auth/me/', '404 NOT_FOUND'],
    ['/API/auth/me', '404 NOT_FOUND'],
    ['/api/users/../../etc/passwd', '404 NOT_FOUND'],
    ['/api/users/%zz', '400 VALIDATION'],
    ['/api/%ff', '400 VALIDATION'],
    [`/api/users/${'x'.repeat(200)}`, '404 NOT_FOUND'],
  ])('the address %s', async (path, expected) => {
    expect(told(await server.admin.get(path))).toBe(expected);
  });

  it.each([
    ['DELETE', ME, 'GET, HEAD'],
    ['OPTIONS', ME, 'GET, HEAD'],
    ['GET', LOGIN, 'POST'],
    ['PUT', '/api/users', 'GET, HEAD, POST'],
    ['POST', '/api/users/01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11', 'GET, HEAD, PATCH'],
  ])('%s %s takes other methods', async (method, path, allow) => {
    const response = await fetch(server.url + path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({
      status: 405,
      error: { code: 'METHOD_NOT_ALLOWED', message: `This address takes ${allow} alone.` },
    });
  });

  it('HEAD answers as GET without its body', async () => {
    const authorization = `Bearer ${server.admin.token}`;
    const response = await fetch(server.url + ME, { method: 'HEAD', headers: { authorization } });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('a long list, whose length is told beforehand', async () => {
    const { admin } = server;
    await admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
    const description = 'Zahlung über 3 €, “später”. 💸\n'.repeat(1000);
    const filed: unknown[] = [];
    for (const title of ['Erste', 'Zweite', 'Dritte']) {
      const { body } = await admin.post('/api/issues', { project: 'PAY', title, description });
      filed.push(body.data);
    }
    const url = `${server.url}/api/issues?sort=key`;
    const headers = { authorization: `Bearer ${admin.token}` };
    for (let again = 0; again < 2; again += 1) {
      const response = await fetch(url, { headers });
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ data: filed, error: null, page: { total: 3 } });
      const length = String(Buffer.byteLength(text));
      expect(response.headers.get('content-length')).toBe(length);
      const head = await fetch(url, { method: 'HEAD', headers });
      expect([await head.text(), head.headers.get('content-length')]).toEqual(['', length]);
    }
  });

  it('what somebody may not is told before what their body holds', async () => {
    const answer = await server.nobody.post('/api/users', '{', { 'content-type': 'text/plain' });
    expect(told(answer)).toBe('401 UNAUTHENTICATED');
  });

  it.each([
    [
      'headers that are too large',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}`,
      431,
    ],
    ['what is not HTTP', 'HELLO', 400],
    ['a header that is none', 'GET /healthz HTTP/1.1\r\nHost: x\r\nno colon', 400],
  ])('%s', async (_what, request, status) => {
    const answer = await speak(server.url, `${request}\r\n\r\n`);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    const body: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(body).toMatchObject({ data: null, error: { message: expect.any(String) }, status });
  });

  it.each([ME, '/api/nothing', '/healthz'])(
    '%s is told to browsers as theirs to drop',
    async (path) => {
      const { headers } = await server.admin.get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[\w-]{12}$/),
      });
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('what went wrong inside is an incident, and no more', async () => {
    const lost = await startServer(database);
    await lost.engine.store.write.schema.alterTable('auth_session').renameTo('gone').execute();
    const answer = await lost.admin.get(ME);
    expect(told(answer)).toBe('500 INTERNAL');
    const { incident } = answer.body.error.details;
    expect(answer.body.error.message).toBe(
      `Something went wrong here. Try again; if it stays so, report incident ${incident}.`,
    );
    expect(answer.headers.get('x-request-id')).toBe(incident);
    expect(answer.text).not.toMatch(/auth_session|select|sqlite|at /i);
    await lost.close();
  });
});

/** Sends bytes as they are; answers everything that comes back. */
async function speak(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part) => {
    answer += part;
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

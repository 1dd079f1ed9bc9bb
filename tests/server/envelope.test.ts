import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('%s: every answer is one envelope', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(database);
  });
  afterAll(() => server.close());

  it('shows who I am', async () => {
    const { status, body } = await server.admin.get('/api/auth/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { username: 'ada', role: 'admin' },
      error: null,
      status: 200,
    });
  });

  it('asks whom it does not know to sign in', async () => {
    const { status, body, headers } = await server.nobody.get('/api/auth/me');
    expect(status).toBe(401);
    expect(body).toMatchObject({ data: null, error: { code: 'UNAUTHENTICATED' }, status: 401 });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('tells what an address takes', async () => {
    const { status, body, headers } = await server.nobody.delete('/api/auth/me');
    expect([status, body.error.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(headers.get('allow')).toBe('GET, HEAD');
  });

  it('knows nothing of other addresses', async () => {
    const { status, body } = await server.nobody.post('/api/nothing', { a: 1 });
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });
});

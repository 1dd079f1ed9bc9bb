import { afterEach, describe, expect, it } from 'vitest';
import {
  client,
  DATABASES,
  movableClock,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

const HOUR = 60 * 60_000;

describe.each(DATABASES)('%s: registering', (database) => {
  let server: TestServer;
  afterEach(() => server.close());

  let count = 0;
  const somebody = (fields: object = {}) => {
    count += 1;
    return {
      username: `new${count}`,
      name: 'Somebody New',
      email: `new${count}@example.org`,
      password: 'correct horse battery',
      ...fields,
    };
  };
  const register = (body: object) => server.nobody.post('/api/auth/register', body);

  it('is shut unless the server says otherwise', async () => {
    server = await startServer(database);
    const { status, body } = await register(somebody());
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
    expect(body.error.message).toContain('Ask an admin');
  });

  it('makes a tester, who is signed in at once', async () => {
    server = await startServer(database, { SIGN_UP: 'open' });
    const fields = somebody();
    const { status, body, headers } = await register(fields);
    expect(status).toBe(201);
    const { id } = body.data.user;
    expect(headers.get('location')).toBe(`/api/users/${id}`);
    expect(body.data.user).toMatchObject({
      username: fields.username,
      email: fields.email,
      role: 'tester',
      blocked: false,
    });
    const me = await client(server.url, body.data.accessToken).get('/api/auth/me');
    expect(me.body.data).toEqual(body.data.user);
    const again = await server.nobody.post('/api/auth/login', {
      email: fields.email,
      password: fields.password,
    });
    expect(again.status).toBe(200);
  });

  it('refuses what is taken, what is no name, and every word about the role', async () => {
    server = await startServer(database, { SIGN_UP: 'open' });
    const first = somebody();
    await register(first);
    for (const [fields, status, field] of [
      [{ username: first.username.toUpperCase() }, 409, 'username'],
      [{ email: first.email.toUpperCase() }, 409, 'email'],
      [{ role: 'admin' }, 400, 'role'],
      [{ role: 'tester' }, 400, 'role'],
      [{ blocked: false }, 400, 'blocked'],
      [{ id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11' }, 400, 'id'],
      [{ email: undefined }, 400, 'email'],
      [{ email: null }, 400, 'email'],
      [{ password: 'short' }, 400, 'password'],
      [{ password: 'x'.repeat(129) }, 400, 'password'],
      [{ username: '../..' }, 400, 'username'],
      [{ name: ' ' }, 400, 'name'],
    ] as const) {
      const answer = await register(somebody(fields));
      expect([answer.status, answer.body.error.field]).toEqual([status, field]);
    }
  });

  it('takes ten an hour from one address', async () => {
    const clock = movableClock();
    server = await startServer(database, { SIGN_UP: 'open' }, { clock });
    for (let n = 0; n < 10; n += 1) expect((await register(somebody())).status).toBe(201);
    const { status, body, headers } = await register(somebody());
    expect([status, body.error.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500);
    clock.move(HOUR);
    expect((await register(somebody())).status).toBe(201);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword as scryptHash } from '#engine/passwords.ts';
import {
  client,
  DATABASES,
  type HttpAnswer,
  movableClock,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

const PASSWORD = 'correct horse battery';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(DATABASES)('%s: signing in', (database) => {
  const clock = movableClock();
  let server: TestServer;
  let count = 0;
  beforeAll(async () => {
    server = await startServer(database, {}, { clock });
  });
  afterAll(() => server.close());

  /** In a fresh session: the clock moves. */
  const admin = () => server.signIn(server.admin.id);

  /** Somebody new, with this password. */
  async function someone(fields: Record<string, unknown> = {}) {
    count += 1;
    const username = `somebody${count}`;
    const made = await (await admin()).post('/api/users', {
      username,
      name: username,
      email: `${username}@example.org`,
      password: PASSWORD,
      ...fields,
    });
    expect(made.status).toBe(201);
    return made.body.data as { id: string; username: string; email: string };
  }
  const login = (body: object) => server.nobody.post('/api/auth/login', body);
  const refresh = (refreshToken: string) =>
    server.nobody.post('/api/auth/refresh', { refreshToken });
  const me = (token: string) => client(server.url, token).get('/api/auth/me');
  const signIn = async (username: string, password = PASSWORD) => {
    const { status, body } = await login({ username, password });
    expect(status).toBe(200);
    return body.data as { accessToken: string; refreshToken: string };
  };

  it('by username or email, in any case, gives two tokens and who one is', async () => {
    const { id, username, email } = await someone();
    for (const name of [
      { username },
      { username: username.toUpperCase() },
      { email: email.toUpperCase() },
      { username: email },
    ]) {
      const { status, body } = await login({ ...name, password: PASSWORD });
      expect(status).toBe(200);
      expect(body.data).toEqual({
        accessToken: expect.any(String),
        refreshToken: expect.stringMatching(/^[\w-]{43}$/),
        expiresIn: 900,
        user: expect.objectContaining({ id, username, email, role: 'tester' }),
      });
      expect((await me(body.data.accessToken)).body.data.id).toBe(id);
    }
  });

  it('takes a password however its letters are composed', async () => {
    const { username } = await someone({ password: 'Crème brûlée'.normalize('NFD') });
    await signIn(username, 'Crème brûlée'.normalize('NFC'));
  });

  it('tells nobody whether it was the name or the password', async () => {
    const { username } = await someone();
    const { id } = await someone({ password: undefined });
    const answers: HttpAnswer[] = [];
    for (const body of [
      { username, password: 'something else' },
      { username: 'nobody-has-this', password: PASSWORD },
      { email: 'nobody@example.org', password: PASSWORD },
      { username: id, password: PASSWORD },
      { username: `somebody${count}`, password: PASSWORD },
    ]) {
      answers.push(await login(body));
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.body.error).toEqual({
      code: 'UNAUTHENTICATED',
      message: 'The name or the password is not right. Check both, then try again.',
    });
  });

  it.each([
    ['neither name', { password: PASSWORD }, 'username'],
    ['both names', { username: 'a', email: 'b', password: PASSWORD }, 'username'],
    ['no password', { username: 'a' }, 'password'],
    ['an empty password', { username: 'a', password: '' }, 'password'],
    ['a password of another type', { username: 'a', password: 12345678 }, 'password'],
    ['a name of another type', { username: { $ne: '' }, password: PASSWORD }, 'username'],
  ])('with %s is no sign-in', async (_what, body, field) => {
    const answer = await login(body);
    expect([answer.status, answer.body.error.field]).toEqual([400, field]);
  });

  it('a blocked person learns it with the right password alone, and their token ends', async () => {
    const { id, username } = await someone();
    const { accessToken, refreshToken } = await signIn(username);
    await (await admin()).patch(`/api/users/${id}`, { blocked: true });
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    const right = await login({ username, password: PASSWORD });
    expect([right.status, right.body.error.message]).toEqual([
      401,
      'This account is blocked. Ask an admin to open it again.',
    ]);
    const wrong = await login({ username, password: 'something else' });
    expect(wrong.body.error.message).toContain('is not right');
    await (await admin()).patch(`/api/users/${id}`, { blocked: false });
    expect((await me(accessToken)).status).toBe(401);
    await signIn(username);
  });

  it('an access token ends by itself, and a refresh token renews it', async () => {
    const { username } = await someone();
    const { accessToken, refreshToken } = await signIn(username);
    clock.move(16 * MINUTE);
    expect((await me(accessToken)).status).toBe(401);
    const { status, body } = await refresh(refreshToken);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ expiresIn: 900, user: { username } });
    expect(body.data.refreshToken).not.toBe(refreshToken);
    expect((await me(body.data.accessToken)).status).toBe(200);
  });

  it('a refresh token that comes twice ends its session, and no other', async () => {
    const { username } = await someone();
    const other = await signIn(username);
    const { refreshToken } = await signIn(username);
    const second = (await refresh(refreshToken)).body.data;
    const third = (await refresh(second.refreshToken)).body.data;
    const stolen = await refresh(refreshToken);
    expect([stolen.status, stolen.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(stolen.body.error.message).toContain('was used before');
    for (const { accessToken } of [second, third]) expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
    expect((await me(other.accessToken)).status).toBe(200);
  });

  it('two that exchange one refresh token at once get one pair at most', async () => {
    const { username } = await someone();
    const { refreshToken } = await signIn(username);
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('a refresh token ends by itself too', async () => {
    const { username } = await someone();
    const { refreshToken } = await signIn(username);
    clock.move(31 * DAY);
    expect((await refresh(refreshToken)).status).toBe(401);
  });

  it.each(['nonsense', 'x'.repeat(43)])('“%s” is no refresh token', async (token) => {
    const { status, body } = await refresh(token);
    expect([status, body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('signing out ends the session at once, and no other', async () => {
    const { username } = await someone();
    const other = await signIn(username);
    const { accessToken, refreshToken } = await signIn(username);
    const out = await client(server.url, accessToken).post('/api/auth/logout');
    expect([out.status, out.body.data]).toEqual([200, null]);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await me(other.accessToken)).status).toBe(200);
  });

  it('the store keeps no token, and forgets sessions that nobody can renew', async () => {
    const { username } = await someone();
    const { accessToken, refreshToken } = await signIn(username);
    const { read } = server.engine.store;
    const tokens = await read.selectFrom('refresh_token').selectAll().execute();
    const text = JSON.stringify(tokens);
    expect(text).not.toContain(refreshToken);
    expect(text).not.toContain(accessToken);
    clock.move(31 * DAY);
    const last = await signIn(username);
    const rows = await read.selectFrom('auth_session').select('id').execute();
    expect(rows).toHaveLength(1);
    expect((await me(last.accessToken)).status).toBe(200);
  });

  it('a hash of the desktop is good, and made anew', async () => {
    const { id, username } = await someone();
    await server.run('user.set-password', { id, passwordHash: await scryptHash(PASSWORD) });
    const before = await signIn(username);
    const { read } = server.engine.store;
    const row = await read
      .selectFrom('user')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await signIn(username);
    expect((await me(before.accessToken)).status).toBe(200);
  });

  it('wrong passwords make the next try wait, longer and longer, known name or not', async () => {
    const { username } = await someone();
    for (const name of [username, 'nobody-has-that']) {
      const wrong = () => login({ username: name, password: 'something else' });
      for (let tries = 0; tries < 5; tries += 1) expect((await wrong()).status).toBe(401);
      const waits: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const { status, headers, body } = await wrong();
        expect([status, body.error.code]).toEqual([429, 'RATE_LIMITED']);
        const seconds = Number(headers.get('retry-after'));
        waits.push(seconds);
        clock.move(seconds * 1000);
        expect((await wrong()).status).toBe(401);
      }
      expect(waits).toEqual([1, 2, 4]);
      clock.move(10 * MINUTE);
    }
    await signIn(username);
    expect((await login({ username, password: 'something else' })).status).toBe(401);
  });

  it('a try that must wait is not made, right or not', async () => {
    const { username } = await someone();
    for (let tries = 0; tries < 5; tries += 1) {
      await login({ username, password: 'something else' });
    }
    expect((await login({ username, password: PASSWORD })).status).toBe(429);
    clock.move(MINUTE);
    await signIn(username);
    clock.move(DAY);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  client,
  DATABASES,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

const PASSWORD = 'correct horse battery';

describe.each(DATABASES)('%s: people', (database) => {
  let server: TestServer;
  let tester: Person;
  let manager: Person;
  beforeAll(async () => {
    server = await startServer(database);
    tester = await server.person('tester', 'tess');
    manager = await server.person('manager', 'max');
  });
  afterAll(() => server.close());

  let count = 0;
  /** Somebody new with a password, signed in. */
  async function someone(role = 'developer') {
    count += 1;
    const username = `somebody${count}`;
    const { body } = await server.admin.post('/api/users', {
      username,
      name: username,
      email: `${username}@example.org`,
      role,
      password: PASSWORD,
    });
    const { id } = body.data;
    const session = await server.nobody.post('/api/auth/login', { username, password: PASSWORD });
    return { id, username, ...client(server.url, session.body.data.accessToken) };
  }

  describe('adding one', () => {
    it('says where they are, and what was made', async () => {
      const { status, headers, body } = await server.admin.post('/api/users', {
        username: 'Ana',
        name: '  Ana Lima ',
        email: 'ana@example.org',
        role: 'developer',
      });
      expect(status).toBe(201);
      expect(headers.get('location')).toBe(`/api/users/${body.data.id}`);
      expect(headers.get('etag')).toMatch(/^"\d+"$/);
      expect(body.data).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username: 'ana',
        name: 'Ana Lima',
        email: 'ana@example.org',
        role: 'developer',
        blocked: false,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        updatedAt: body.data.createdAt,
      });
      const read = await server.admin.get(headers.get('location') ?? '');
      expect(read.body.data).toEqual(body.data);
    });

    it.each([
      ['a username that is taken', { username: 'TESS', name: 'T' }, 409, 'username'],
      ['no username', { name: 'T' }, 400, 'username'],
      ['a username that is none', { username: 'a b', name: 'T' }, 400, 'username'],
      ['an email that is none', { username: 'new', name: 'T', email: 'x' }, 400, 'email'],
      ['a role that is none', { username: 'new', name: 'T', role: 'king' }, 400, 'role'],
      ['a short password', { username: 'new', name: 'T', password: '1234567' }, 400, 'password'],
      ['a hash', { username: 'new', name: 'T', passwordHash: 'x' }, 400, 'passwordHash'],
    ])('with %s is refused', async (_what, body, status, field) => {
      const answer = await server.admin.post('/api/users', body);
      expect([answer.status, answer.body.error.field]).toEqual([status, field]);
    });

    it('is for admins alone', async () => {
      for (const person of [tester, manager]) {
        const { status, body } = await person.post('/api/users', { username: 'new', name: 'N' });
        expect([status, body.error.message]).toEqual([403, 'Only admins can add people.']);
      }
    });
  });

  describe('reading them', () => {
    it('shows an email to its owner and to admins alone', async () => {
      const person = await someone();
      const path = `/api/users/${person.id}`;
      for (const [reader, email] of [
        [server.admin, `${person.username}@example.org`],
        [person, `${person.username}@example.org`],
        [manager, null],
      ] as const) {
        expect((await reader.get(path)).body.data.email).toBe(email);
        const list = await reader.get(`/api/users?q=${person.username}`);
        expect(list.body.data[0].email).toBe(email);
      }
    });

    it.each([
      ['01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11', 404, 'NOT_FOUND'],
      ['tess', 400, 'VALIDATION'],
      ['%00', 400, 'VALIDATION'],
    ])('of %s there is none', async (id, status, code) => {
      const answer = await tester.get(`/api/users/${id}`);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    });

    it('finds by name, role and block', async () => {
      const person = await someone('tester');
      await server.admin.patch(`/api/users/${person.id}`, { blocked: true, name: 'Zoë Quist' });
      const names = async (query: string) => {
        const { body } = await tester.get(`/api/users?${query}`);
        return body.data.map(({ username }: { username: string }) => username);
      };
      expect(await names(`q=ZO${encodeURIComponent('Ë')}`)).toEqual([person.username]);
      expect(await names('blocked=true')).toEqual([person.username]);
      expect(await names('role=admin,manager')).toEqual(['ada', 'max']);
      expect(await names('q=%25')).toEqual([]);
      expect(await names('role=manager&blocked=true')).toEqual([]);
    });
  });

  describe('changing one', () => {
    it('changes one’s own name without a word more', async () => {
      const person = await someone();
      const { status, body, headers } = await person.patch(`/api/users/${person.id}`, {
        name: 'New',
      });
      expect([status, body.data.name]).toEqual([200, 'New']);
      expect(headers.get('etag')).toMatch(/^"\d+"$/);
    });

    it.each([
      ['password', { password: 'another horse' }],
      ['email', { email: 'new@example.org' }],
      ['email away', { email: null }],
    ])('asks for the current password for one’s own %s', async (_what, change) => {
      const person = await someone('admin');
      const path = `/api/users/${person.id}`;
      const without = await person.patch(path, change);
      expect([without.status, without.body.error.field]).toEqual([400, 'currentPassword']);
      const wrong = await person.patch(path, { ...change, currentPassword: 'something else' });
      expect([wrong.status, wrong.body.error.field]).toEqual([400, 'currentPassword']);
      const right = await person.patch(path, { ...change, currentPassword: PASSWORD });
      expect(right.status).toBe(200);
    });

    it('guessing the current password is slowed down as at the door', async () => {
      const person = await someone();
      const guess = () =>
        person.patch(`/api/users/${person.id}`, { email: null, currentPassword: 'something else' });
      for (let tries = 0; tries < 5; tries += 1) expect((await guess()).status).toBe(400);
      const answer = await guess();
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    });

    it('a new password ends one’s other sessions', async () => {
      const person = await someone();
      const other = await server.signIn(person.id);
      await person.patch(`/api/users/${person.id}`, {
        password: 'another horse',
        currentPassword: PASSWORD,
      });
      expect((await person.get('/api/auth/me')).status).toBe(200);
      expect((await other.get('/api/auth/me')).status).toBe(401);
      const { username } = person;
      const login = (password: string) =>
        server.nobody.post('/api/auth/login', { username, password });
      expect((await login('another horse')).status).toBe(200);
      expect((await login(PASSWORD)).status).toBe(401);
    });

    it('an admin’s new password for somebody ends all of theirs', async () => {
      const person = await someone();
      const path = `/api/users/${person.id}`;
      expect((await server.admin.patch(path, { password: 'another horse' })).status).toBe(200);
      expect((await person.get('/api/auth/me')).status).toBe(401);
    });

    it('is all or nothing', async () => {
      const person = await someone();
      const path = `/api/users/${person.id}`;
      const answer = await server.admin.patch(path, {
        name: 'Changed',
        username: 'tess',
        password: 'another horse',
        blocked: true,
      });
      expect([answer.status, answer.body.error.field]).toEqual([409, 'username']);
      const { body } = await person.get('/api/auth/me');
      expect(body.data).toMatchObject({ name: person.username, blocked: false });
    });

    it.each([
      ['another’s name', (_own: string, other: string) => [other, { name: 'X' }]],
      [
        'another’s password',
        (_own: string, other: string) => [other, { password: 'another horse' }],
      ],
      ['one’s own role', (own: string) => [own, { role: 'admin' }]],
      ['one’s own username', (own: string) => [own, { username: 'boss' }]],
      ['a block', (_own: string, other: string) => [other, { blocked: true }]],
    ] as const)('%s is for admins', async (_what, change) => {
      const [id, body] = change(tester.id, manager.id);
      const answer = await tester.patch(`/api/users/${id}`, body);
      expect([answer.status, answer.body.error.code]).toEqual([403, 'FORBIDDEN']);
    });

    it('never takes the last admin away', async () => {
      const small = await startServer(database);
      for (const change of [{ role: 'tester' }, { blocked: true }]) {
        const answer = await small.admin.patch(`/api/users/${small.admin.id}`, change);
        expect([answer.status, answer.body.error.code]).toEqual([409, 'CONFLICT']);
      }
      await small.close();
    });

    it('holds against what was read', async () => {
      const person = await someone();
      const path = `/api/users/${person.id}`;
      const { headers } = await server.admin.get(path);
      const etag = headers.get('etag') ?? '';
      const first = await server.admin.patch(path, { name: 'First' }, { 'if-match': etag });
      expect(first.status).toBe(200);
      expect(first.headers.get('etag')).not.toBe(etag);
      for (const stale of [etag, `W/${first.headers.get('etag')}`, '"other"']) {
        const answer = await server.admin.patch(path, { name: 'Stale' }, { 'if-match': stale });
        expect([answer.status, answer.body.error.field]).toEqual([409, 'if-match']);
      }
      const fresh = `"1", ${first.headers.get('etag')}`;
      expect(
        (await server.admin.patch(path, { name: 'Second' }, { 'if-match': fresh })).status,
      ).toBe(200);
      expect((await server.admin.patch(path, { name: 'Third' }, { 'if-match': '*' })).status).toBe(
        200,
      );
      const bad = await server.admin.patch(path, { name: 'X' }, { 'if-match': 'abc' });
      expect([bad.status, bad.body.error.field]).toEqual([400, 'if-match']);
    });

    it('of two that read the same, one is told', async () => {
      const person = await someone();
      const path = `/api/users/${person.id}`;
      const etag = (await server.admin.get(path)).headers.get('etag') ?? '';
      const answers = await Promise.all(
        [{ name: 'One' }, { role: 'tester' }, { username: `${person.username}x` }].map((body) =>
          server.admin.patch(path, body, { 'if-match': etag }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    });

    it.each([
      ['nothing', {}],
      ['only the current password', { currentPassword: PASSWORD }],
    ])('to %s is refused', async (_what, body) => {
      const answer = await tester.patch(`/api/users/${tester.id}`, body);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'VALIDATION']);
    });
  });
});

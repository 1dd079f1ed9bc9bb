import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { derivedId } from '#server/http/idempotency.ts';
import { ANSWERS_KEPT_MS } from '#store/idempotency.ts';
import { DATABASES, movableClock, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('%s: a request that is repeated under its Idempotency-Key', (database) => {
  const clock = movableClock();
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(database, { ACCESS_TOKEN_MINUTES: '1440' }, { clock });
  });
  afterAll(() => server.close());

  const add = (key: string, body: unknown, as = server.admin) =>
    as.post('/api/users', body, { 'idempotency-key': key });
  const person = (username: string) => ({
    username,
    name: 'Somebody',
    password: 'a long password',
  });
  const count = async (text: string) =>
    (await server.admin.get(`/api/users?q=${text}`)).body.page.total;

  it('is answered as it was, and has one effect', async () => {
    const first = await add('key-1', person('first'));
    const second = await add('key-1', { ...person('first') });
    expect(first.status).toBe(201);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await count('first')).toBe(1);
  });

  it('is answered so too where it was refused', async () => {
    const first = await add('key-2', person('ada'));
    expect(first.status).toBe(409);
    expect((await add('key-2', person('ada'))).text).toBe(first.text);
  });

  it('with another body is refused', async () => {
    await add('key-3', person('third'));
    const other = await add('key-3', person('fourth'));
    expect([other.status, other.body.error.field]).toEqual([409, 'idempotency-key']);
    expect(await count('fourth')).toBe(0);
  });

  it('counts for its sender alone', async () => {
    const other = await server.person('admin');
    const first = await add('key-4', person('fifth'));
    const second = await add('key-4', person('sixth'), other);
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it('has one effect after a crash between the commit and the answer', async () => {
    const first = await add('key-5', person('seventh'));
    await server.engine.store.transaction((tx) => tx.db.deleteFrom('idempotency').execute());
    const second = await add('key-5', person('seventh'));
    expect([second.status, second.body.data.id]).toEqual([201, first.body.data.id]);
    expect(await count('seventh')).toBe(1);
  });

  it('has one effect when it comes many times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => add('key-6', person('eighth'))),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await count('eighth')).toBe(1);
  });

  it('is a new one when a day is over', async () => {
    await add('key-7', person('ninth'));
    clock.move(ANSWERS_KEPT_MS + 1000);
    const admin = await server.signIn(server.admin.id);
    await add('key-8', person('tenth'), admin);
    const { read } = server.engine.store;
    const kept = await read.selectFrom('idempotency').select('key').execute();
    expect(kept).toEqual([{ key: 'key-8' }]);
    server = { ...server, admin };
  });

  it.each(['', ' ', 'two words', 'ümlaut', 'x'.repeat(201)])(
    'the key “%s” is none',
    async (key) => {
      const answer = await add(encodeKey(key), person('eleventh'));
      expect([answer.status, answer.body.error.field]).toEqual([400, 'idempotency-key']);
    },
  );

  it('a key may be 200 characters long', async () => {
    expect((await add('~'.repeat(200), person('twelfth'))).status).toBe(201);
  });
});

it('ids that are derived are UUIDs of their own for each person, route, key, request and name', () => {
  const request = {
    key: { user: 'u1' as UserId, route: 'POST /a', key: 'k' },
    requestHash: 'h',
    names: [],
  };
  const id = derivedId(request, 'issue');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedId({ ...request }, 'issue')).toBe(id);
  const others = [
    derivedId(request, 'comment'),
    derivedId({ ...request, requestHash: 'i' }, 'issue'),
    derivedId({ ...request, key: { ...request.key, user: 'u2' as UserId } }, 'issue'),
    derivedId({ ...request, key: { ...request.key, route: 'POST /b' } }, 'issue'),
    derivedId({ ...request, key: { ...request.key, key: 'l' } }, 'issue'),
  ];
  expect(new Set([id, ...others]).size).toBe(6);
});

/** As bytes of a header, which `fetch` takes as Latin-1 alone. */
function encodeKey(key: string): string {
  return Buffer.from(key, 'utf8').toString('latin1');
}

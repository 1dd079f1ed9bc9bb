import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { EventReader } from '#tests/support/event-reader.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('live queries over HTTP, on %s', (database) => {
  let server: TestServer;
  let project: string;
  let severity: string;
  const readers: EventReader[] = [];
  beforeAll(async () => {
    server = await startServer(database);
    project = server.engine.clock.newId();
    await server.run('project.create', { id: project, key: 'LIVE', name: 'Live' });
    const [row] = (await server.admin.get('/api/severities')).body.data;
    severity = row.id;
  });
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.close();
  });
  afterAll(() => server.close());

  async function open(client: Person, query = '', headers: Record<string, string> = {}) {
    const url = `${server.url}/api/events${query}`;
    const reader = await EventReader.open(url, {
      authorization: `Bearer ${client.token}`,
      ...headers,
    });
    readers.push(reader);
    return reader;
  }
  async function issue(fields: Record<string, unknown> = {}, as?: UserId) {
    const id = server.engine.clock.newId();
    const args = { id, project, severity, title: 'It fails', description: 'So it is.', ...fields };
    await server.run('issue.create', args, as);
    return id;
  }

  test('tell what starts to match, what changes, and what no longer matches', async () => {
    const reader = await open(server.admin, '?q=priority:high');
    expect(reader.status).toBe(200);
    expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reader.headers.get('cache-control')).toBe('no-store');
    const id = await issue({ priority: 'high', title: 'Live at last' });
    await issue({ priority: 'low' });
    expect(await reader.next()).toMatchObject({
      event: 'created',
      data: { id, title: 'Live at last', priority: 'high' },
    });
    await server.run('comment.add', {
      id: server.engine.clock.newId(),
      issue: id,
      content: 'Yes.',
    });
    expect(await reader.next()).toMatchObject({ event: 'updated', data: { id, commentCount: 1 } });
    await server.run('issue.edit', { issue: id, field: 'priority', from: 'high', to: 'low' });
    expect(await reader.next()).toMatchObject({ event: 'left', data: { id } });
  });

  test('go on where they were left, by Last-Event-ID', async () => {
    const first = await open(server.admin, '?q=type:task');
    const id = await issue({ type: 'task' });
    const { id: position } = await first.next();
    first.close();
    await server.run('issue.edit', { issue: id, field: 'title', from: 'It fails', to: 'It works' });
    const second = await open(server.admin, '?q=type:task', { 'last-event-id': position ?? '' });
    expect(await second.next()).toMatchObject({
      event: 'updated',
      data: { id, title: 'It works' },
    });
  });

  test.each(['nonsense', 'other-epoch.3', '.1'])(
    'begin anew after a position that is not ours: %s',
    async (position) => {
      const reader = await open(server.admin, '', { 'last-event-id': position });
      expect(await reader.next()).toMatchObject({ event: 'reset' });
    },
  );

  test('tell nobody of what they do not see, and of their own notifications', async () => {
    const [tester, developer] = [await server.person('tester'), await server.person('developer')];
    const reader = await open(tester);
    const hidden = await issue({ confidential: true });
    const seen = await issue({}, developer.id ?? undefined);
    expect(await reader.next()).toMatchObject({ event: 'created', data: { id: seen } });
    await server.run('issue.assign', { issue: seen, assignee: tester.id });
    const [one, other] = [await reader.next(), await reader.next()];
    expect([one.event, other.event].toSorted()).toEqual(['notification', 'updated']);
    const notification = one.event === 'notification' ? one : other;
    expect(notification.data).toMatchObject({ kind: 'assigned', issue: { id: seen } });
    await server.run('issue.assign', { issue: hidden, assignee: server.admin.id });
    await server.run('issue.edit', { issue: seen, field: 'title', from: 'It fails', to: 'Mark' });
    expect(await reader.next()).toMatchObject({ event: 'updated', data: { title: 'Mark' } });
  });

  test('open by a ticket, once', async () => {
    const { status, body } = await server.admin.post('/api/events/ticket');
    expect([status, body.data.expiresIn]).toEqual([201, 30]);
    const url = `${server.url}/api/events?ticket=${body.data.ticket}`;
    const reader = await EventReader.open(url);
    readers.push(reader);
    expect(reader.status).toBe(200);
    const id = await issue();
    expect(await reader.next()).toMatchObject({ event: 'created', data: { id } });
    const again = await server.nobody.get(`/api/events?ticket=${body.data.ticket}`);
    expect([again.status, again.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test.each([
    ['nobody is signed in', ''],
    ['the ticket is none', '?ticket=abc'],
  ])('are refused where %s', async (_what, query) => {
    const refused = await server.nobody.get(`/api/events${query}`);
    expect([refused.status, refused.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test.each([
    ['an unknown field', '?q=severty:Major', 'VALIDATION'],
    ['an unknown value', '?q=status:lost', 'VALIDATION'],
    ['an unknown time zone', '?tz=Mars/Base', 'VALIDATION'],
    ['an unknown parameter', '?query=x', 'VALIDATION'],
  ])('are refused for %s, before a stream begins', async (_what, query, code) => {
    const refused = await server.admin.get(`/api/events${query}`);
    expect([refused.status, refused.body.error.code]).toEqual([400, code]);
  });

  test('end with their session', async () => {
    const person = await server.person('tester');
    const reader = await open(person);
    await person.post('/api/auth/logout');
    await issue();
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'session' } }]);
  });

  test('end for somebody who is blocked', async () => {
    const person = await server.person('tester');
    const reader = await open(person);
    await server.run('user.block', { id: person.id });
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'blocked' } }]);
  });

  test('let go of a reader that falls too far behind, and of nobody else', async () => {
    const reader = await open(server.admin);
    const { hostname, port } = new URL(server.url);
    // It asks, and never reads what comes.
    const slow = connect(Number(port), hostname).pause();
    slow.on('error', () => undefined);
    slow.write(
      `GET /api/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${server.admin.token}\r\n\r\n`,
    );
    await expect.poll(openStreams).toBe(2);
    const id = await issue({ description: 'x'.repeat(64 * 1024) });
    expect(await reader.next()).toMatchObject({ event: 'created', data: { id } });
    for (let n = 0; n < 400 && (await openStreams()) === 2; n += 1) {
      await server.run('comment.add', {
        id: server.engine.clock.newId(),
        issue: id,
        content: `comment ${n}`,
      });
      expect((await reader.next()).event).toBe('updated');
    }
    expect(await openStreams()).toBe(1);
    slow.destroy();
  });

  async function openStreams(): Promise<number> {
    const { text } = await server.nobody.get('/metrics');
    return Number(/^katydid_live_streams (\d+)$/m.exec(text)?.[1]);
  }
});

describe('a live query', () => {
  test('says goodbye when the server stops', async () => {
    const server = await startServer('sqlite');
    const reader = await EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${server.admin.token}`,
    });
    await server.close();
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'closing' } }]);
  });

  test('ends with the access token that opened it', async () => {
    const server = await startServer('sqlite');
    const { token } = await server.signIn(server.admin.id, 1000);
    const reader = await EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${token}`,
    });
    expect(await reader.ended()).toMatchObject([{ event: 'bye', data: { reason: 'token' } }]);
    await server.close();
  });
});

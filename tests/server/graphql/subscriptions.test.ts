import { connect } from 'node:net';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { EventReader } from '#tests/support/event-reader.ts';
import { told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

const CHANGES = `subscription ($query: String!) { issueChanged(query: $query) {
  kind id issue { key title assignee { username } comments { nodes { content } } } } }`;

describe.each(DATABASES)('GraphQL subscriptions on %s', (database) => {
  let server: TestServer;
  let tim: Person;
  let eve: Person;

  beforeAll(async () => {
    server = await startServer(database);
    tim = await server.person('tester', 'tim');
    eve = await server.person('tester', 'eve');
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
  });
  afterAll(() => server.close());

  /** What a subscription tells, over the client of graphql-sse. */
  function follow(person: Person, query: string, variables: Record<string, unknown> = {}) {
    const client = createClient({
      url: `${server.url}/graphql`,
      headers: { authorization: `Bearer ${person.token}` },
      retryAttempts: 0,
    });
    const results = client.iterate<Record<string, unknown>>({ query, variables });
    // Asked at once, so that the subscription is there before what it shall tell.
    const first = results.next();
    let isFirst = true;
    return {
      next: async () => {
        const { value, done } = await (isFirst ? first : results.next());
        isFirst = false;
        if (done) return 'over';
        return (
          value.data ?? value.errors?.map(({ extensions }: { extensions?: unknown }) => extensions)
        );
      },
      stop: () => client.dispose(),
    };
  }

  async function streams(): Promise<number> {
    const { text } = await server.nobody.get('/metrics');
    return Number(/^katydid_live_streams (\d+)$/m.exec(text)?.[1]);
  }

  /** Resolves once so many streams are open. */
  async function open(count: number): Promise<void> {
    await vi.waitFor(async () => expect(await streams()).toBe(count), { timeout: 10_000 });
  }

  async function report(more: object): Promise<string> {
    const { body } = await tim.post('/api/issues', {
      project: 'PAY',
      description: 'It fails.',
      ...more,
    });
    return body.data.id;
  }

  it('tells what starts, goes on and ceases to match', async () => {
    const changes = follow(tim, CHANGES, { query: 'priority:high' });
    await open(1);
    const id = await report({ title: 'A fault', priority: 'high' });
    expect(await changes.next()).toEqual({
      issueChanged: {
        kind: 'created',
        id,
        issue: expect.objectContaining({ title: 'A fault', assignee: null }),
      },
    });
    await tim.post(`/api/issues/${id}/comments`, { content: 'Seen.' });
    expect(await changes.next()).toMatchObject({
      issueChanged: { kind: 'updated', id, issue: { comments: { nodes: [{ content: 'Seen.' }] } } },
    });
    await tim.patch(`/api/issues/${id}`, { priority: 'low' });
    expect(await changes.next()).toEqual({ issueChanged: { kind: 'left', id, issue: null } });
    changes.stop();
    await open(0);
  });

  it('tells nobody of what they do not see', async () => {
    const changes = follow(eve, CHANGES, { query: '' });
    await open(1);
    await server.admin.post('/api/issues', {
      project: 'PAY',
      title: 'Hush',
      description: 'It leaks.',
      confidential: true,
    });
    const id = await report({ title: 'For all' });
    expect(await changes.next()).toMatchObject({ issueChanged: { kind: 'created', id } });
    changes.stop();
    await open(0);
  });

  it('tells of one’s own notifications', async () => {
    const news = follow(
      tim,
      'subscription { notificationReceived { kind notification { kind issue { title severity { level } } } } }',
    );
    await open(1);
    const id = await report({ title: 'Tell me' });
    await server.admin.post(`/api/issues/${id}/comments`, { content: 'Hello @tim.' });
    expect(await news.next()).toMatchObject({
      notificationReceived: {
        kind: 'notification',
        notification: { issue: { title: 'Tell me', severity: { level: 'Major' } } },
      },
    });
    news.stop();
    await open(0);
  });

  it('refuses a query that is none', async () => {
    const changes = follow(tim, CHANGES, { query: 'severity:Awful' });
    expect(await changes.next()).toMatchObject([{ code: 'VALIDATION' }]);
  });

  it('ends with the access token', async () => {
    const brief = await server.signIn(eve.id, 1500);
    expect(await follow(brief, CHANGES, { query: '' }).next()).toBe('over');
    await open(0);
  });

  it('ends with the session', async () => {
    const leaving = await server.signIn(eve.id);
    const changes = follow(leaving, CHANGES, { query: '' });
    await open(1);
    await leaving.post('/api/auth/logout', {});
    expect(await changes.next()).toBe('over');
    await open(0);
  });

  it('ends where somebody is blocked', async () => {
    const blocked = await server.person('tester', 'zed');
    const changes = follow(blocked, CHANGES, { query: '' });
    await open(1);
    await told(server.admin, `mutation { userBlock(input: { id: "${blocked.id}" }) { blocked } }`);
    expect(await changes.next()).toBe('over');
    await open(0);
  });

  it('leaves nothing behind when the reader goes', async () => {
    const changes = follow(tim, CHANGES, { query: '' });
    await open(1);
    changes.stop();
    await open(0);
  });
});

describe('A GraphQL subscription', () => {
  it('ends when the server stops, and does not hold it up', async () => {
    const server = await startServer('sqlite');
    const stream = await EventReader.open(
      `${server.url}/graphql`,
      { authorization: `Bearer ${server.admin.token}`, accept: 'text/event-stream' },
      { query: 'subscription { issueChanged { kind } }' },
    );
    await server.close();
    expect(await stream.ended()).toEqual([]);
  });

  it('lets go of a reader that falls too far behind', async () => {
    const server = await startServer('sqlite');
    onTestFinished(() => server.close());
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
    const streams = async () => {
      const { text } = await server.nobody.get('/metrics');
      return Number(/^katydid_live_streams (\d+)$/m.exec(text)?.[1]);
    };
    const { hostname, port } = new URL(server.url);
    const query = 'subscription { issueChanged { kind issue { description } } }';
    const body = JSON.stringify({ query });
    // It asks, and never reads what comes.
    const slow = connect(Number(port), hostname).pause();
    slow.on('error', () => undefined);
    onTestFinished(() => void slow.destroy());
    slow.write(
      `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${server.admin.token}\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await vi.waitFor(async () => expect(await streams()).toBe(1), { timeout: 10_000 });
    const description = 'x'.repeat(64 * 1000);
    let writes = 0;
    for (; writes < 200 && (await streams()) === 1; writes += 1) {
      const { status } = await server.admin.post('/api/issues', {
        project: 'PAY',
        title: `Big ${writes}`,
        description,
      });
      expect(status).toBe(201);
    }
    expect(await streams()).toBe(0);
  });
});

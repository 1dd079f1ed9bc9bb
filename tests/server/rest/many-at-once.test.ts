import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, startServer, type TestServer } from '#tests/support/server.ts';

const MANY = 24;

/** Whoever says nothing of what they saw writes over: the last one wins, and nobody is refused. */
describe.each(DATABASES)('%s: two dozen at once on one thing', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(database);
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
  });
  afterAll(() => server.close());

  async function made(path: string, body: object): Promise<string> {
    const answer = await server.admin.post(path, body);
    expect(answer.status, answer.text).toBe(201);
    return `${path}/${answer.body.data.id}`;
  }

  /** Things that are changed by their fields, and one field of each. */
  const RESOURCES = [
    ['users', 'name', { username: 'ana', name: 'Ana' }],
    ['users', 'email', { username: 'bea', name: 'Bea' }],
    ['projects', 'name', { key: 'ONE', name: 'One' }],
    ['severities', 'level', { level: 'Odd', rank: 6, colour: '#123456' }],
    ['tags', 'name', { name: 'odd', colour: '#123456' }],
    ['views', 'name', { name: 'Odd', query: '' }],
    ['rules', 'name', { project: 'PAY', name: 'Odd', candidates: { roles: ['tester'] } }],
    ['issues', 'title', { project: 'PAY', title: 'Odd', description: 'It is.' }],
    ['issues', 'tags', { project: 'PAY', title: 'Even', description: 'It is.' }],
  ] as const;

  it.each(RESOURCES)('/api/%s: each %s is taken', async (name, field, make) => {
    const path = await made(`/api/${name}`, make);
    const wish = (n: number) =>
      field === 'email' ? `n${n}@example.org` : field === 'tags' ? [`t${n}`] : `Called ${n}`;
    const answers = await Promise.all(
      Array.from({ length: MANY }, (_, n) => server.admin.patch(path, { [field]: wish(n) })),
    );
    expect(answers.map(({ status, text }) => [status, text])).toEqual(
      answers.map(({ text }) => [200, text]),
    );
    const now = (await server.admin.get(path)).body.data;
    const wishes = Array.from({ length: MANY }, (_, n) => wish(n));
    const told = field === 'tags' ? now.tags.map((tag: { name: string }) => tag.name) : now[field];
    expect(wishes).toContainEqual(told);
  });

  it('/api/projects/:id/members: each list is taken', async () => {
    const path = await made('/api/projects', { key: 'TWO', name: 'Two' });
    const people = await Promise.all(Array.from({ length: MANY }, () => server.person('tester')));
    const answers = await Promise.all(
      people.map(({ id }) => server.admin.put(`${path}/members`, { users: [id] })),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    expect((await server.admin.get(path)).body.data.members).toHaveLength(1);
  });

  it('of those that say what they saw, one alone is taken', async () => {
    const path = await made('/api/users', { username: 'cia', name: 'Cia' });
    const etag = (await server.admin.get(path)).headers.get('etag') ?? '';
    const answers = await Promise.all(
      Array.from({ length: MANY }, (_, n) =>
        server.admin.patch(path, { name: `Called ${n}` }, { 'if-match': etag }),
      ),
    );
    const counts = Map.groupBy(answers, ({ status }) => status);
    expect([counts.get(200)?.length, counts.get(409)?.length]).toEqual([1, MANY - 1]);
  });
});

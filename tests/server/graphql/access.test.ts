import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codes, told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('what GraphQL shows to whom, on %s', (database) => {
  let server: TestServer;
  let tim: Person;
  let eve: Person;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await startServer(database);
    const { admin } = server;
    tim = await server.person('tester', 'tim');
    eve = await server.person('tester', 'eve');
    await admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
    await admin.post('/api/projects', { key: 'SEC', name: 'Secrets', visibility: 'private' });
    const issue = { description: 'It fails.', tags: ['hush'] };
    const report = async (name: string, more: object) => {
      const { body } = await admin.post('/api/issues', { ...issue, title: `The ${name}`, ...more });
      ids[name] = body.data.id;
      await admin.post(`/api/issues/${body.data.id}/comments`, { content: `About the ${name}.` });
    };
    await report('plain', { project: 'PAY' });
    await report('confidential', { project: 'PAY', confidential: true });
    await report('private', { project: 'SEC' });
    for (const other of ['confidential', 'private']) {
      await admin.post(`/api/issues/${ids.plain}/relations`, {
        kind: 'relates',
        other: ids[other],
      });
    }
    const { data } = (await admin.get('/api/projects?q=SEC')).body;
    ids.project = data[0].id;
    await admin.post('/api/rules', {
      project: 'SEC',
      name: 'Hidden',
      candidates: { users: [], roles: ['developer'] },
    });
  });
  afterAll(() => server.close());

  it('hides confidential issues and private projects wherever they could show', async () => {
    const { text } = await ask(
      eve,
      `query ($day: String!) {
        issues(first: 100) { totalCount nodes { key title comments { nodes { content } } relations { other { title } } } }
        projects { totalCount nodes { key issueCount issues { title } } }
        comments(author: "ada") { totalCount nodes { content } }
        tags { nodes { name issueCount } }
        severities { level issueCount }
        assignments { nodes { issue { title } } }
        notifications { nodes { message } }
        rules { name project { key } }
        relations(issue: "PAY-1") { other { title } }
        activity(issue: "PAY-1") { nodes { from to } }
        similar(title: "The confidential private plain") { issue { title } }
        summary { total }
        workload { open }
        flow(from: $day, to: $day) { created }
      }`,
      { day: new Date(server.engine.clock.now()).toISOString().slice(0, 10) },
    );
    const { data, errors } = JSON.parse(text);
    expect(errors).toBeUndefined();
    expect(text).not.toMatch(/confidential|private|secret|hidden|SEC/i);
    expect(data).toMatchObject({
      issues: { totalCount: 1, nodes: [{ title: 'The plain', relations: [] }] },
      projects: { totalCount: 1, nodes: [{ key: 'PAY', issueCount: 1 }] },
      comments: { totalCount: 1 },
      tags: { nodes: [{ name: 'hush', issueCount: 1 }] },
      summary: { total: 1 },
      flow: [{ created: 1 }],
    });
  });

  it('answers for what is hidden as for what is not there', async () => {
    const missing = server.engine.clock.newId();
    const asked = (issue: string) =>
      [
        `{ it: issue(id: "${issue}") { id } }`,
        `{ it: transitions(issue: "${issue}") { to } }`,
        `{ it: comments(issue: "${issue}") { totalCount } }`,
        `{ it: activity(issue: "${issue}") { totalCount } }`,
        `{ it: assignments(issue: "${issue}") { totalCount } }`,
        `{ it: relations(issue: "${issue}") { id } }`,
        `{ it: attachments(issue: "${issue}") { id } }`,
        `mutation { it: issueWatch(input: { issue: "${issue}" }) { id } }`,
        `mutation { it: commentAdd(input: { issue: "${issue}", content: "Hm." }) { id } }`,
        `mutation { it: issueDelete(input: { issue: "${issue}" }) }`,
        `mutation { it: issueRelate(input: { issue: "${ids.plain}", other: "${issue}", kind: blocks }) { id } }`,
      ] as const;
    const toldOf = async (issue: string) => {
      const answers = [];
      for (const query of asked(issue)) {
        const { errors } = await ask(eve, query);
        answers.push(JSON.parse(JSON.stringify(errors).replaceAll(issue, 'it')));
      }
      return answers;
    };
    const nothing = await toldOf(missing);
    expect(nothing.map(([error]) => error.extensions.code)).toEqual(nothing.map(() => 'NOT_FOUND'));
    for (const hidden of ['confidential', 'private']) {
      const plain = (answers: readonly { message: string; extensions: object }[][]) =>
        answers.map(([error]) => [error?.message, error?.extensions]);
      expect(plain(await toldOf(ids[hidden] ?? ''))).toEqual(plain(nothing));
    }
    expect(await codes(eve, `{ project(id: "SEC") { id } }`)).toEqual(['NOT_FOUND']);
    expect(await codes(eve, `{ project(id: "${ids.project}") { id } }`)).toEqual(['NOT_FOUND']);
    expect(await codes(eve, '{ issue(id: "SEC-1") { id } }')).toEqual(['NOT_FOUND']);
  });

  it('shows the email of others to admins alone', async () => {
    await server.run('user.edit', {
      id: tim.id,
      field: 'email',
      from: null,
      to: 'tim@example.org',
    });
    const query = '{ user(id: "tim") { email } }';
    expect(await told(tim, query)).toEqual({ user: { email: 'tim@example.org' } });
    expect(await told(server.admin, query)).toEqual({ user: { email: 'tim@example.org' } });
    expect(await told(eve, query)).toEqual({ user: { email: null } });
  });

  it('shows what a mutation changed as the caller sees it then', async () => {
    const { body } = await eve.post('/api/issues', {
      project: 'PAY',
      title: 'Mine',
      description: 'It fails.',
    });
    const lost = await told(
      server.admin,
      `mutation { projectEdit(input: { id: "${body.data.project.id}", field: name, from: "Payments", to: "Pay" }) { name } }`,
    );
    expect(lost).toEqual({ projectEdit: { name: 'Pay' } });
    const bob = await server.person('admin', 'bob');
    const data = await ask(
      bob,
      `mutation ($me: ID!) {
        userEdit(input: { id: $me, field: role, from: "admin", to: "tester" }) { role }
        projectEdit(input: { id: "${ids.project}", field: name, from: "Secrets", to: "Open" }) { name }
      }`,
      { me: bob.id },
    );
    expect(data.data).toEqual({ userEdit: { role: 'tester' }, projectEdit: null });
    expect(data.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

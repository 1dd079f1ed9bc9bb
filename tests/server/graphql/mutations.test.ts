import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '#domain/commands.ts';
import { isHostOnly } from '#engine/page-commands.ts';
import { makeSchema } from '#server/graphql/schema.ts';
import { ask, codes, told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

const camel = (name: string) => name.replace(/[^a-z](.)/g, (_, letter) => letter.toUpperCase());

describe('the mutations of the schema', () => {
  it('are those commands that a page may give, and the batch', () => {
    const mutations = Object.keys(makeSchema().getMutationType()?.getFields() ?? {});
    const commands = Object.keys(COMMANDS).filter((name) => !isHostOnly(name));
    expect(mutations.toSorted()).toEqual([...commands.map(camel), 'commands'].toSorted());
    expect(mutations).not.toContain('attachmentAdd');
  });
});

describe.each(DATABASES)('GraphQL mutations on %s', (database) => {
  let server: TestServer;
  let max: Person;
  let dev: Person;
  let tim: Person;
  let severity: string;
  let project: string;

  beforeAll(async () => {
    server = await startServer(database);
    max = await server.person('manager', 'max');
    dev = await server.person('developer', 'dev');
    tim = await server.person('tester', 'tim');
    const { severities } = await told(max, '{ severities { id level } }');
    severity = severities.find(({ level }: { level: string }) => level === 'Major').id;
    project = await made(max, 'projectCreate', { key: 'PAY', name: 'Payments' });
  });
  afterAll(() => server.close());

  /** Gives a command that is accepted, and answers what it answers. */
  async function run(client: Person, name: string, input: object, selection = '{ id }') {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { it: ${name}(input: $input) ${selection} }`;
    return (await told(client, query, { input })).it;
  }
  const made = async (client: Person, name: string, input: object): Promise<string> =>
    (await run(client, name, input)).id;
  const anIssue = (more: object = {}) =>
    made(tim, 'issueCreate', {
      project,
      severity,
      title: 'A bug',
      description: 'It fails.',
      ...more,
    });

  it('takes every command about an issue, and answers the issue as it is then', async () => {
    const issue = await anIssue();
    const original = await anIssue({ title: 'The first' });
    const tag = await made(max, 'tagCreate', { name: 'ui', colour: '#3366ff' });
    expect(
      await run(
        tim,
        'issueEdit',
        { issue, field: 'title', from: 'A bug', to: 'A fault' },
        '{ title version }',
      ),
    ).toMatchObject({ title: 'A fault' });
    expect(
      await run(max, 'issueAssign', { issue, assignee: dev.id }, '{ assignee { username } }'),
    ).toEqual({ assignee: { username: 'dev' } });
    expect(await run(max, 'issueUnassign', { issue }, '{ assignee { username } }')).toEqual({
      assignee: null,
    });
    expect(await run(tim, 'issueTag', { issue, tag }, '{ tags { name } }')).toEqual({
      tags: [{ name: 'ui' }],
    });
    expect(await run(tim, 'issueUntag', { issue, tag }, '{ tags { name } }')).toEqual({ tags: [] });
    expect(await run(dev, 'issueWatch', { issue }, '{ watching }')).toEqual({ watching: true });
    expect(await run(dev, 'issueUnwatch', { issue }, '{ watching }')).toEqual({ watching: false });
    expect(
      await run(
        tim,
        'bugAdd',
        { issue, bug: { stepsToReproduce: 'Open.' } },
        '{ bug { stepsToReproduce } }',
      ),
    ).toEqual({ bug: { stepsToReproduce: 'Open.' } });
    expect(
      await run(
        tim,
        'bugEdit',
        { issue, field: 'environment', from: {}, to: { os: 'BSD' } },
        '{ bug { environment } }',
      ),
    ).toEqual({ bug: { environment: { os: 'BSD' } } });
    expect(await run(tim, 'bugRemove', { issue }, '{ bug { expected } }')).toEqual({ bug: null });
    const relation = await run(
      tim,
      'issueRelate',
      { issue, other: original, kind: 'blocks' },
      '{ id other { title } }',
    );
    expect(relation.other).toEqual({ title: 'The first' });
    expect(await run(tim, 'issueUnrelate', { relation: relation.id }, '')).toBe(relation.id);
    const comment = await run(
      dev,
      'commentAdd',
      { issue, content: 'Seen.' },
      '{ id content author { username } }',
    );
    expect(comment).toMatchObject({ content: 'Seen.', author: { username: 'dev' } });
    expect(
      await run(
        dev,
        'commentEdit',
        { comment: comment.id, from: 'Seen.', to: 'Seen it.' },
        '{ content }',
      ),
    ).toEqual({ content: 'Seen it.' });
    expect(await run(dev, 'commentDelete', { comment: comment.id }, '')).toBe(comment.id);
    await run(max, 'issueAssign', { issue, assignee: dev.id });
    expect(await run(dev, 'issueTransition', { issue, to: 'in_progress' }, '{ status }')).toEqual({
      status: 'in_progress',
    });
    expect(await run(server.admin, 'issueDelete', { issue: original }, '')).toBe(original);
    expect(await codes(tim, `{ issue(id: "${original}") { id } }`)).toEqual(['NOT_FOUND']);
  });

  it('takes commands about all that issues name', async () => {
    const { admin } = server;
    const person = await made(admin, 'userCreate', {
      username: 'new',
      name: 'New',
      role: 'tester',
    });
    expect(
      await run(
        admin,
        'userEdit',
        { id: person, field: 'role', from: 'tester', to: 'developer' },
        '{ role }',
      ),
    ).toEqual({ role: 'developer' });
    expect(await run(admin, 'userBlock', { id: person }, '{ blocked }')).toEqual({ blocked: true });
    expect(await run(admin, 'userUnblock', { id: person }, '{ blocked }')).toEqual({
      blocked: false,
    });
    expect(
      await run(
        max,
        'projectEdit',
        { id: project, field: 'name', from: 'Payments', to: 'Pay' },
        '{ name }',
      ),
    ).toEqual({ name: 'Pay' });
    expect(await run(max, 'projectArchive', { id: project }, '{ archived }')).toEqual({
      archived: true,
    });
    expect(await run(max, 'projectUnarchive', { id: project }, '{ archived }')).toEqual({
      archived: false,
    });
    const level = await made(max, 'severityCreate', { level: 'Odd', rank: 1, colour: '#3366ff' });
    expect(
      await run(max, 'severityEdit', { id: level, field: 'rank', from: 1, to: 2 }, '{ rank }'),
    ).toEqual({ rank: 2 });
    expect(await run(max, 'severityDelete', { id: level }, '')).toBe(level);
    const rule = await run(
      max,
      'ruleCreate',
      {
        project,
        name: 'All',
        order: 1,
        when: { severities: [], tags: [], type: null, text: '' },
        candidates: { users: [dev.id], roles: [] },
        strategy: 'least_loaded',
      },
      '{ id strategy project { key } }',
    );
    expect(rule).toMatchObject({ strategy: 'least_loaded', project: { key: 'PAY' } });
    const issue = await anIssue();
    await run(max, 'issueUnassign', { issue });
    expect(await run(max, 'issueAutoAssign', { issue }, '{ assignee { username } }')).toEqual({
      assignee: { username: 'dev' },
    });
    expect(await run(max, 'ruleDelete', { id: rule.id }, '')).toBe(rule.id);
    const view = await run(
      tim,
      'viewCreate',
      { name: 'Mine', query: 'reporter:me' },
      '{ id layout }',
    );
    expect(view.layout).toBe('list');
    expect(
      await run(
        tim,
        'viewEdit',
        { id: view.id, field: 'shared', from: false, to: true },
        '{ shared }',
      ),
    ).toEqual({ shared: true });
    expect(await run(tim, 'viewDelete', { id: view.id }, '')).toBe(view.id);
    const { notifications } = await told(dev, '{ notifications { nodes { id } unreadCount } }');
    expect(notifications.unreadCount).toBeGreaterThan(1);
    const [{ id: notice }] = notifications.nodes;
    expect(await run(dev, 'notificationRead', { id: notice }, '')).toBe(
      notifications.unreadCount - 1,
    );
    expect(await told(dev, 'mutation { notificationReadAll }')).toEqual({ notificationReadAll: 0 });
  });

  it('refuses as the domain does: code, field and details', async () => {
    const issue = await anIssue();
    const mutation =
      'mutation ($input: IssueTransitionInput!) { issueTransition(input: $input) { id } }';
    const far = await ask(tim, mutation, { input: { issue, to: 'closed' } });
    expect(far.data).toEqual({ issueTransition: null });
    expect(far.errors).toMatchObject([
      {
        path: ['issueTransition'],
        extensions: {
          code: expect.stringMatching(/^(INVALID_TRANSITION|TRANSITION_FORBIDDEN|GUARD_FAILED)$/),
        },
      },
    ]);
    const empty = await ask(
      tim,
      'mutation ($input: CommentAddInput!) { commentAdd(input: $input) { id } }',
      { input: { issue, content: ' ' } },
    );
    expect(empty.errors).toMatchObject([
      { extensions: { code: 'VALIDATION', field: 'content', details: [{ field: 'content' }] } },
    ]);
    const edit = 'mutation ($input: IssueEditInput!) { issueEdit(input: $input) { id } }';
    const stale = { issue, field: 'priority', from: 'low', to: 'high' };
    expect(await codes(tim, edit, { input: stale })).toEqual(['CONFLICT']);
    expect(
      await codes(
        tim,
        'mutation { userCreate(input: { username: "xyz", name: "X", role: admin }) { id } }',
      ),
    ).toEqual(['FORBIDDEN']);
    expect(await codes(tim, 'mutation { issueWatch(input: { issue: "nothing" }) { id } }')).toEqual(
      ['VALIDATION'],
    );
    expect(await codes(tim, 'mutation { issueAssign(input: { issue: "x" }) { id } }')).toEqual([
      'VALIDATION',
    ]);
  });

  it('gives a command once under one id', async () => {
    const issue = await anIssue();
    const commandId = server.engine.clock.newId();
    const mutation = `mutation ($input: CommentAddInput!, $commandId: ID!) {
      commentAdd(input: $input, commandId: $commandId) { id } }`;
    const input = { id: server.engine.clock.newId(), issue, content: 'Once.' };
    await told(dev, mutation, { input, commandId });
    await told(dev, mutation, { input, commandId });
    const { comments } = await told(dev, `{ comments(issue: "${issue}") { totalCount } }`);
    expect(comments.totalCount).toBe(1);
  });

  it('gives many commands in one transaction, and undoes them all where it is told to', async () => {
    const issue = await anIssue();
    const mutation = `mutation ($commands: [CommandInput!]!, $atomic: Boolean) {
      commands(commands: $commands, atomic: $atomic) { outcome error { code field } } }`;
    const commands = [
      { name: 'comment.add', args: { id: server.engine.clock.newId(), issue, content: 'One.' } },
      { name: 'issue.edit', args: { issue, field: 'title', from: 'A bug', to: '' } },
    ];
    const outcomes = [
      { outcome: 'accepted', error: null },
      { outcome: 'rejected', error: { code: 'VALIDATION', field: 'to' } },
    ];
    expect(await told(dev, mutation, { commands, atomic: true })).toEqual({ commands: outcomes });
    const count = `{ comments(issue: "${issue}") { totalCount } }`;
    expect((await told(dev, count)).comments.totalCount).toBe(0);
    expect(await told(tim, mutation, { commands })).toEqual({ commands: outcomes });
    expect((await told(dev, count)).comments.totalCount).toBe(1);
    const attach = [{ name: 'attachment.add', args: {} }];
    expect(await codes(dev, mutation, { commands: attach })).toEqual(['FORBIDDEN']);
  });

  it('changes no email of one’s own, which needs the password', async () => {
    const input = { id: tim.id, field: 'email', from: null, to: 'tim@example.org' };
    const mutation = 'mutation ($input: UserEditInput!) { userEdit(input: $input) { email } }';
    expect(await codes(tim, mutation, { input })).toEqual(['FORBIDDEN']);
    const commands = [{ id: server.engine.clock.newId(), name: 'user.edit', args: input }];
    expect((await tim.post('/api/commands', { commands })).status).toBe(403);
  });
});

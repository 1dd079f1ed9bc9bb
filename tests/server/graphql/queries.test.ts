import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codes, told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('GraphQL queries on %s', (database) => {
  let server: TestServer;
  let max: Person;
  let dev: Person;
  let tim: Person;

  beforeAll(async () => {
    server = await startServer(database);
    max = await server.person('manager', 'max');
    dev = await server.person('developer', 'dev');
    tim = await server.person('tester', 'tim');
    await max.post('/api/projects', { key: 'PAY', name: 'Payments' });
    for (const title of ['The total is empty', 'The cart forgets', 'A slow page']) {
      const { body } = await tim.post('/api/issues', {
        project: 'PAY',
        title,
        bug: { stepsToReproduce: 'Open it.', environment: { os: 'Linux' } },
        tags: ['checkout'],
      });
      await dev.post(`/api/issues/${body.data.id}/comments`, { content: `On ${title}.` });
    }
    await max.post('/api/issues/PAY-1/assignments', { assignee: 'dev' });
    await max.post('/api/issues/PAY-2/relations', { kind: 'blocks', other: 'PAY-1' });
  });
  afterAll(() => server.close());

  it('tells one issue by its key, with everything that it names', async () => {
    const { issue } = await told(
      tim,
      `{ issue(id: "pay-1") {
        key title type priority status confidential version
        project { key openCount } severity { level issueCount } tags { name issueCount }
        reporter { username role } assignee { username email }
        bug { stepsToReproduce frequency environment author { name } }
        comments(first: 5) { totalCount nodes { content author { username role } issue { key } } }
        relations { kind issue { key } other { key assignee { username } } }
        attachments { name }
      } }`,
    );
    expect(issue).toMatchObject({
      key: 'PAY-1',
      type: 'bug',
      status: 'open',
      project: { key: 'PAY', openCount: 3 },
      severity: { level: 'Major', issueCount: 3 },
      tags: [{ name: 'checkout', issueCount: 3 }],
      reporter: { username: 'tim', role: 'tester' },
      assignee: { username: 'dev', email: null },
      bug: { frequency: 'unknown', environment: { os: 'Linux' }, author: { name: 'tim' } },
      comments: {
        totalCount: 1,
        nodes: [
          {
            content: 'On The total is empty.',
            author: { username: 'dev' },
            issue: { key: 'PAY-1' },
          },
        ],
      },
      relations: [
        {
          kind: 'blocks',
          issue: { key: 'PAY-2' },
          other: { key: 'PAY-1', assignee: { username: 'dev' } },
        },
      ],
      attachments: [],
    });
  });

  it('pages through issues by cursor, with the exact total', async () => {
    const page = `query ($after: String) { issues(q: "is:open", sort: "key", first: 2, after: $after) {
      totalCount nodes { key } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }`;
    const { issues: one } = await told(tim, page);
    expect(one).toMatchObject({ totalCount: 3, nodes: [{ key: 'PAY-1' }, { key: 'PAY-2' }] });
    const { issues: two } = await told(tim, page, { after: one.pageInfo.endCursor });
    expect(two).toMatchObject({
      totalCount: 3,
      nodes: [{ key: 'PAY-3' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, endCursor: null },
    });
    const { issues: back } = await told(
      tim,
      'query ($before: String) { issues(q: "is:open", sort: "key", first: 2, before: $before) { nodes { key } } }',
      { before: two.pageInfo.startCursor },
    );
    expect(back.nodes).toEqual([{ key: 'PAY-1' }, { key: 'PAY-2' }]);
  });

  it('filters issues as REST does, and names the filter that is wrong', async () => {
    const { issues } = await told(
      tim,
      '{ issues(assignee: "dev", project: "PAY") { nodes { key } } }',
    );
    expect(issues.nodes).toEqual([{ key: 'PAY-1' }]);
    const { errors } = await ask(tim, '{ issues(severity: "Awful") { totalCount } }');
    expect(errors).toMatchObject([
      { extensions: { code: 'VALIDATION', field: 'severity' }, path: ['issues'] },
    ]);
  });

  it('goes on through the comments of an issue where the issue itself ends', async () => {
    for (const content of ['two', 'three'])
      await dev.post('/api/issues/PAY-3/comments', { content });
    const { issue } = await told(
      tim,
      '{ issue(id: "PAY-3") { comments(first: 1) { totalCount nodes { content } pageInfo { endCursor } } } }',
    );
    expect(issue.comments).toMatchObject({
      totalCount: 3,
      nodes: [{ content: 'On A slow page.' }],
    });
    const { comments } = await told(
      tim,
      'query ($after: String) { comments(issue: "PAY-3", after: $after) { totalCount nodes { content } } }',
      { after: issue.comments.pageInfo.endCursor },
    );
    expect(comments).toEqual({ totalCount: 3, nodes: [{ content: 'two' }, { content: 'three' }] });
    const { issue: last } = await told(
      tim,
      '{ issue(id: "PAY-3") { comments(last: 1) { nodes { content } pageInfo { startCursor } } } }',
    );
    expect(last.comments.nodes).toEqual([{ content: 'three' }]);
    const { comments: earlier } = await told(
      tim,
      'query ($before: String) { comments(issue: "PAY-3", before: $before) { nodes { content } } }',
      { before: last.comments.pageInfo.startCursor },
    );
    expect(earlier.nodes).toEqual([{ content: 'On A slow page.' }, { content: 'two' }]);
  });

  it('answers every other list and report', async () => {
    const day = new Date(server.engine.clock.now()).toISOString().slice(0, 10);
    const data = await told(
      dev,
      `{
        me { username role }
        user(id: "tim") { name }
        users(roles: [developer]) { totalCount nodes { username } }
        project(id: "pay") { name workflow { name states { name category } } issues(first: 2) { key } members { username } }
        projects { totalCount nodes { key mayCreateIssue { open } } }
        severities { level rank }
        tags(q: "check") { nodes { name issueCount } }
        workflows { name isDefault }
        views { name }
        rules { name }
        assignments(assignee: "me", status: pending) { totalCount nodes { issue { key title } assignedBy { username } } }
        notifications { unreadCount totalCount nodes { kind issue { key severity { level } } } }
        activity(issue: "PAY-1") { nodes { kind actor { username } } }
        comments(author: "dev") { totalCount }
        relations(issue: "PAY-1") { kind }
        attachments(issue: "PAY-1") { name }
        transitions(issue: "PAY-1") { to open reason }
        similar(title: "The total is empty after a refund", project: "PAY") { score issue { key } status { label } }
      }`,
    );
    const reports = await told(
      dev,
      `query ($day: String!) {
        summary { total open bySeverity { count severity { level } } byStatus { name count } }
        flow(from: $day, to: $day) { day created open }
        workload { person { username } open }
      }`,
      { day },
    );
    expect(data).toMatchObject({
      me: { username: 'dev', role: 'developer' },
      user: { name: 'tim' },
      users: { totalCount: 1, nodes: [{ username: 'dev' }] },
      project: { name: 'Payments', issues: [{ key: 'PAY-3' }, { key: 'PAY-2' }] },
      projects: { totalCount: 1, nodes: [{ key: 'PAY', mayCreateIssue: { open: true } }] },
      tags: { nodes: [{ name: 'checkout', issueCount: 3 }] },
      assignments: {
        totalCount: 1,
        nodes: [{ issue: { key: 'PAY-1' }, assignedBy: { username: 'max' } }],
      },
      relations: [{ kind: 'blocks' }],
    });
    expect(reports).toMatchObject({
      workload: [{ person: { username: 'dev' }, open: 1 }],
      summary: { total: 3, open: 3, bySeverity: [{ count: 3, severity: { level: 'Major' } }] },
      flow: [{ day, created: 3, open: 3 }],
    });
    expect(data.similar[0]).toMatchObject({ issue: { key: 'PAY-1' }, status: { label: 'Open' } });
    expect(data.transitions.length).toBeGreaterThan(1);
    expect(data.notifications.nodes[0]).toMatchObject({ issue: { severity: { level: 'Major' } } });
  });

  it('refuses a cursor of another list, and two at once', async () => {
    const { tags } = await told(
      tim,
      '{ issues(first: 1) { pageInfo { endCursor } } tags { totalCount } }',
    );
    expect(tags.totalCount).toBe(1);
    const { issues } = await told(tim, '{ issues(first: 1) { pageInfo { endCursor } } }');
    const after = issues.pageInfo.endCursor;
    expect(
      await codes(
        tim,
        'query ($after: String) { issues(sort: "key", after: $after) { totalCount } }',
        { after },
      ),
    ).toEqual(['VALIDATION']);
    expect(await codes(tim, '{ issues(after: "a", before: "b") { totalCount } }')).toEqual([
      'VALIDATION',
    ]);
    expect(await codes(tim, '{ issues(first: 101) { totalCount } }')).toEqual(['VALIDATION']);
  });
});

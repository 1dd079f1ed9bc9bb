import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '#tests/support/refused.ts';
import {
  DATABASES,
  type HttpAnswer,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

const TWO_STEPS = {
  name: 'Two steps',
  states: [
    { name: 'open', label: 'Open', category: 'todo' },
    { name: 'closed', label: 'Closed', category: 'closed' },
  ],
  initial: 'open',
  transitions: [{ from: 'open', to: 'closed', name: 'Close', allow: ['member'], require: [] }],
  permissions: {},
};

describe.each(DATABASES)('%s: managed records', (database) => {
  let server: TestServer;
  let mia: Person;
  let tom: Person;

  beforeAll(async () => {
    server = await startServer(database);
    mia = await server.person('manager', 'mia');
    tom = await server.person('tester', 'tom');
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
  });
  afterAll(() => server.close());

  /** Everything that can be made, changed and deleted under an address of its own. */
  const RESOURCES = [
    {
      name: 'severities',
      make: { level: 'Cosmic', rank: 9, colour: '#123456' },
      made: {
        level: 'Cosmic',
        rank: 6,
        description: '',
        issueCount: 0,
        author: { username: 'mia' },
      },
      change: { level: 'Cosmical', rank: 1 },
      wrong: [{ colour: 'red' }, 'colour'],
      first: { level: 'Cosmical' },
    },
    {
      name: 'tags',
      make: { name: 'shop', colour: '#123456' },
      made: { name: 'shop', colour: '#123456', issueCount: 0 },
      change: { name: 'Shop' },
      wrong: [{ name: '' }, 'name'],
      first: { name: 'Shop' },
    },
    {
      name: 'views',
      make: { name: 'Mine', query: 'assignee:me sort:priority' },
      made: { name: 'Mine', columns: [], grouping: 'none', layout: 'list', shared: false },
      change: { columns: ['key', 'title'], layout: 'board' },
      wrong: [{ query: 'colour:red' }, 'query'],
      first: { name: 'Mine', owner: { username: 'mia' } },
    },
    {
      name: 'rules',
      make: { project: 'PAY', name: 'To mia', candidates: { roles: ['manager'] } },
      made: {
        project: { key: 'PAY' },
        order: 0,
        when: { severities: [], tags: [], type: null, text: '' },
        candidates: { users: [], roles: ['manager'] },
        strategy: 'least-loaded',
        enabled: true,
      },
      change: { when: { type: 'bug' }, order: 3 },
      wrong: [{ strategy: 'dice' }, 'strategy'],
      first: { order: 3, when: { type: 'bug', text: '' } },
    },
  ] as const;

  describe.each(RESOURCES)('/api/$name', ({ name, make, made, change, wrong, first }) => {
    it('makes, shows, changes and deletes', async () => {
      const path = `/api/${name}`;
      const created = await mia.post(path, make);
      expect([created.status, created.body.data]).toMatchObject([201, made]);
      const { id } = created.body.data;
      expect(created.headers.get('location')).toBe(`${path}/${id}`);
      const one = `${path}/${id}`;
      const shown = await mia.get(one);
      expect(shown.body.data).toEqual(created.body.data);
      const tag = { 'if-match': shown.headers.get('etag') ?? '' };
      const changed = await mia.patch(one, change, tag);
      expect([changed.status, changed.body.data]).toMatchObject([200, first]);
      expect(refusalOf(await mia.patch(one, change, { 'if-match': '"1"' }))).toEqual([
        409,
        'CONFLICT',
        'if-match',
      ]);
      expect(refusalOf(await mia.delete(one, tag))).toEqual([409, 'CONFLICT', 'if-match']);
      const list = await mia.get(`${path}?pageSize=1`);
      expect(list.body.data).toMatchObject([first]);
      expect((await mia.delete(one)).body).toMatchObject({ data: null, status: 200 });
      expect(refusalOf(await mia.get(one))).toEqual([404, 'NOT_FOUND']);
      expect(refusalOf(await mia.patch(one, change))).toEqual([404, 'NOT_FOUND']);
      expect(refusalOf(await mia.delete(one))).toEqual([404, 'NOT_FOUND']);
    });

    it('refuses in the order of checks', async () => {
      const path = `/api/${name}`;
      const { body } = await mia.post(path, make);
      const one = `${path}/${body.data.id}`;
      expect(refusalOf(await server.nobody.patch(one, wrong[0]))).toEqual([401, 'UNAUTHENTICATED']);
      expect(refusalOf(await mia.patch(one, wrong[0]))).toEqual([400, 'VALIDATION', wrong[1]]);
      expect(refusalOf(await mia.patch(one, {}))).toEqual([400, 'VALIDATION']);
      expect(refusalOf(await mia.patch(one, { size: 1 }))).toEqual([400, 'VALIDATION', 'size']);
      expect(refusalOf(await mia.post(path, { ...make, size: 1 }))).toEqual([
        400,
        'VALIDATION',
        'size',
      ]);
      expect(refusalOf(await mia.get(`${path}?size=1`))).toEqual([400, 'VALIDATION', 'size']);
      // A view of one's own does not exist for others.
      const refused = name === 'views' ? [404, 'NOT_FOUND'] : [403, 'FORBIDDEN'];
      expect(refusalOf(await tom.patch(one, change, { 'if-match': '"1"' }))).toEqual(refused);
      expect(refusalOf(await tom.delete(one))).toEqual(refused);
      await mia.delete(one);
    });
  });

  it('refuses names that are taken', async () => {
    const severity = { level: 'major', rank: 1, colour: '#123456' };
    expect(refusalOf(await mia.post('/api/severities', severity))).toEqual([
      409,
      'CONFLICT',
      'level',
    ]);
    const tag = { name: 'twice', colour: '#123456' };
    await mia.post('/api/tags', tag);
    expect(refusalOf(await mia.post('/api/tags', tag))).toEqual([409, 'CONFLICT', 'name']);
    const project = { key: 'pay', name: 'Again' };
    expect(refusalOf(await mia.post('/api/projects', project))).toEqual([409, 'CONFLICT', 'key']);
    await server.admin.post('/api/workflows', TWO_STEPS);
    expect(refusalOf(await server.admin.post('/api/workflows', TWO_STEPS))).toEqual([
      409,
      'CONFLICT',
      'name',
    ]);
  });

  it('moves issues from a severity that goes', async () => {
    const made = await mia.post('/api/severities', { level: 'Going', rank: 2, colour: '#123456' });
    const { id } = made.body.data;
    const issue = await tom.post('/api/issues', {
      project: 'PAY',
      title: 'x',
      description: 'x',
      severity: 'going',
    });
    const held = await mia.delete(`/api/severities/${id}`);
    expect(refusalOf(held)).toEqual([409, 'CONFLICT', 'moveTo']);
    expect(held.body.error.details).toEqual({ issues: 1 });
    const severities = (await mia.get('/api/severities')).body.data;
    const minor = severities.find(({ level }: { level: string }) => level === 'Minor');
    expect((await mia.delete(`/api/severities/${id}?moveTo=${minor.id}`)).status).toBe(200);
    const { body } = await tom.get(`/api/issues/${issue.body.data.id}`);
    expect(body.data.severity.level).toBe('Minor');
  });

  it('lists tags by name, by page and by cursor', async () => {
    for (const name of ['k1', 'K2', 'k3']) await mia.post('/api/tags', { name, colour: '#123456' });
    const names = (answer: HttpAnswer) => answer.body.data.map((tag: { name: string }) => tag.name);
    const first = await tom.get('/api/tags?q=k&pageSize=2&cursor=');
    expect(names(first)).toEqual(['k1', 'K2']);
    const second = await tom.get(first.body.page.next);
    expect([names(second), second.body.page.next]).toEqual([['k3'], null]);
    expect(names(await tom.get(second.body.page.previous))).toEqual(['k1', 'K2']);
    expect(names(await tom.get('/api/tags?q=k&pageSize=2&page=2'))).toEqual(['k3']);
  });

  it('lists severities by rank, by cursor', async () => {
    const first = await tom.get('/api/severities?pageSize=3&cursor=');
    const levels = (answer: HttpAnswer) =>
      answer.body.data.map((row: { level: string }) => row.level);
    expect(levels(first)).toEqual(['Blocker', 'Critical', 'Major']);
    const second = await tom.get(first.body.page.next);
    expect(levels(second)).toEqual(['Minor', 'Trivial']);
    expect(levels(await tom.get(second.body.page.previous))).toEqual(levels(first));
  });

  it('shares a view, which its owner alone changes', async () => {
    const made = await tom.post('/api/views', { name: 'Ours', query: 'is:open', shared: true });
    const one = `/api/views/${made.body.data.id}`;
    expect((await mia.get(one)).body.data.owner.username).toBe('tom');
    expect(refusalOf(await mia.patch(one, { name: 'Mine' }))).toEqual([403, 'FORBIDDEN']);
    expect((await server.admin.delete(one)).status).toBe(200);
  });

  it('assigns by its rules, and says by which', async () => {
    const rule = { project: 'PAY', name: 'To mia', candidates: { users: [mia.id] } };
    const { id } = (await mia.post('/api/rules', rule)).body.data;
    const issue = await tom.post('/api/issues', { project: 'PAY', title: 'x', description: 'x' });
    expect(issue.body.data.assignee.username).toBe('mia');
    const path = `/api/issues/${issue.body.data.id}`;
    await mia.delete(`${path}/assignments/current`);
    const again = await mia.post(`${path}/auto-assign`);
    expect(again.body.data).toMatchObject({ assignee: { username: 'mia' }, rule: { id } });
    expect((await tom.get('/api/rules?project=pay')).body.page.total).toBe(1);
    await mia.delete(`/api/rules/${id}`);
  });

  describe('/api/workflows', () => {
    it('are made, changed and deleted by admins', async () => {
      const { admin } = server;
      const made = await admin.post('/api/workflows', { ...TWO_STEPS, name: 'Short' });
      expect([made.status, made.body.data]).toMatchObject([
        201,
        { name: 'Short', isDefault: false },
      ]);
      const one = `/api/workflows/${made.body.data.id}`;
      expect(made.headers.get('location')).toBe(one);
      const changed = await admin.patch(one, { name: 'Shorter' });
      expect(changed.body.data).toEqual({ ...made.body.data, name: 'Shorter' });
      expect((await tom.get(one)).body.data.name).toBe('Shorter');
      expect(refusalOf(await mia.patch(one, { name: 'Mine' }))).toEqual([403, 'FORBIDDEN']);
      expect(refusalOf(await admin.patch(one, { initial: 'nowhere' }))).toEqual([
        400,
        'VALIDATION',
        'initial',
      ]);
      expect((await admin.delete(one)).status).toBe(200);
      expect(refusalOf(await admin.delete(one))).toEqual([404, 'NOT_FOUND']);
    });

    it('keep the default one', async () => {
      const { body } = await tom.get('/api/workflows?pageSize=100');
      const standard = body.data.find((row: { isDefault: boolean }) => row.isDefault);
      const refused = await server.admin.delete(`/api/workflows/${standard.id}`);
      expect(refusalOf(refused)).toEqual([409, 'CONFLICT']);
    });
  });

  describe('/api/projects', () => {
    it('are made, changed and archived', async () => {
      const made = await mia.post('/api/projects', { key: 'web', name: 'Web' });
      expect([made.status, made.body.data]).toMatchObject([
        201,
        {
          key: 'WEB',
          visibility: 'public',
          archived: false,
          ownWorkflow: false,
          members: [{ username: 'mia' }],
          issueCount: 0,
        },
      ]);
      const one = '/api/projects/web';
      const changed = await mia.patch(one, { name: 'The web', description: 'All of it.' });
      expect(changed.body.data).toMatchObject({ name: 'The web', description: 'All of it.' });
      expect((await mia.patch(one, { archived: true })).body.data.archived).toBe(true);
      expect(refusalOf(await mia.patch(one, { name: 'x' }))).toEqual([403, 'FORBIDDEN']);
      const issue = { project: 'WEB', title: 'x', description: 'x' };
      expect(refusalOf(await mia.post('/api/issues', issue))).toEqual([403, 'FORBIDDEN']);
      const keys = async (query: string) =>
        (await tom.get(`/api/projects${query}`)).body.data.map((row: { key: string }) => row.key);
      expect(await keys('')).not.toContain('WEB');
      expect(await keys('?archived=true&q=web')).toEqual(['WEB']);
      const back = await mia.patch(one, { archived: false, name: 'Web' });
      expect(back.body.data).toMatchObject({ archived: false, name: 'Web' });
    });

    it('are seen by their members alone while they are private', async () => {
      await mia.post('/api/projects', { key: 'SEC', name: 'Secret', visibility: 'private' });
      expect(refusalOf(await tom.get('/api/projects/SEC'))).toEqual([404, 'NOT_FOUND']);
      const members = '/api/projects/SEC/members';
      expect(refusalOf(await tom.put(members, { users: [] }))).toEqual([404, 'NOT_FOUND']);
      const put = await mia.put(members, { users: [mia.id, tom.id] });
      expect(put.body.data.members.map(({ username }: { username: string }) => username)).toEqual([
        'mia',
        'tom',
      ]);
      expect((await tom.get('/api/projects/SEC')).status).toBe(200);
      expect(refusalOf(await tom.put(members, { users: [] }))).toEqual([403, 'FORBIDDEN']);
      const nobody = await mia.put(members, { users: [server.engine.clock.newId()] });
      expect(refusalOf(nobody)).toEqual([400, 'VALIDATION', 'users']);
    });

    it('are answered as they were written to whoever takes them out of their own sight', async () => {
      const left = { name: 'Left', visibility: 'private' };
      await mia.post('/api/projects', { key: 'LEFT', ...left });
      const out = await mia.put('/api/projects/LEFT/members', { users: [tom.id] });
      expect([out.status, out.body.data.members]).toMatchObject([200, [{ username: 'tom' }]]);
      expect((await mia.get('/api/projects/LEFT')).status).toBe(404);

      await server.admin.post('/api/projects', { key: 'SHUT', name: 'Shut' });
      const shut = await mia.patch('/api/projects/SHUT', { visibility: 'private' });
      expect([shut.status, shut.body.data.visibility]).toEqual([200, 'private']);
      expect((await mia.get('/api/projects/SHUT')).status).toBe(404);
    });

    it('take another workflow, whose states their issues move to', async () => {
      const { admin } = server;
      await admin.post('/api/projects', { key: 'MOV', name: 'Moving' });
      const flow = {
        ...TWO_STEPS,
        name: 'New words',
        states: [{ name: 'new', label: 'New', category: 'todo' }, TWO_STEPS.states[1]],
        initial: 'new',
        transitions: [{ ...TWO_STEPS.transitions[0], from: 'new' }],
      };
      const workflow = (await admin.post('/api/workflows', flow)).body.data.id;
      const issue = await tom.post('/api/issues', { project: 'MOV', title: 'x', description: 'x' });
      const refused = await admin.patch('/api/projects/MOV', { workflow });
      expect(refused.status).toBe(409);
      const moved = await admin.patch('/api/projects/MOV', { workflow, moves: { open: 'new' } });
      expect(moved.body.data).toMatchObject({ ownWorkflow: true, workflow: { name: 'New words' } });
      const { body } = await tom.get(`/api/issues/${issue.body.data.id}`);
      expect(body.data.status).toBe('new');
      const key = await admin.patch('/api/projects/MOV', { key: 'OTHER' });
      expect(refusalOf(key)).toEqual([409, 'CONFLICT', 'key']);
    });

    it.each<[string, () => Promise<HttpAnswer>, readonly unknown[]]>([
      ['nobody', () => server.nobody.post('/api/projects', {}), [401, 'UNAUTHENTICATED']],
      [
        'a bad key',
        () => mia.post('/api/projects', { key: '1', name: 'x' }),
        [400, 'VALIDATION', 'key'],
      ],
      ['a tester', () => tom.post('/api/projects', { key: 'TOM', name: 'x' }), [403, 'FORBIDDEN']],
      [
        'one that is not there',
        () => mia.patch('/api/projects/NONE', { name: 'x' }),
        [404, 'NOT_FOUND'],
      ],
      [
        'moves without a workflow',
        () => mia.patch('/api/projects/PAY', { name: 'x', moves: {} }),
        [400, 'VALIDATION', 'moves'],
      ],
      [
        'a stale version',
        () => mia.patch('/api/projects/PAY', { name: 'x' }, { 'if-match': '"1"' }),
        [409, 'CONFLICT', 'if-match'],
      ],
    ])('refuse %s', async (_what, ask, expected) => {
      expect(refusalOf(await ask())).toEqual(expected);
    });
  });
});

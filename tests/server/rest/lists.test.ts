import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '#tests/support/refused.ts';
import {
  type Client,
  DATABASES,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

interface Titled {
  readonly id: string;
  readonly title: string;
}

describe.each(DATABASES)('%s: lists of issues', (database) => {
  let server: TestServer;
  let tom: Person;
  let dan: Person;

  beforeAll(async () => {
    server = await startServer(database);
    tom = await server.person('tester', 'tom');
    dan = await server.person('developer', 'dan');
    const { admin } = server;
    await admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
    await admin.post('/api/projects', { key: 'SEC', name: 'Secret', visibility: 'private' });
    const report = (title: string, more: object = {}, as = tom) =>
      as.post('/api/issues', { project: 'PAY', title, description: `About ${title}.`, ...more });
    await report('alpha', { severity: 'Blocker', tags: ['needs info'], priority: 'high' });
    await report('beta', { severity: 'Minor', type: 'task', dueDate: '2026-03-01' });
    await report('gamma', { severity: 'Minor', assignee: 'dan' }, admin);
    await report('delta', { confidential: true });
    await report('hidden', { project: 'SEC' }, admin);
  });
  afterAll(() => server.close());

  const titles = async (query: string, as = tom) => {
    const { status, body } = await as.get(`/api/issues?${query}`);
    expect([status, body.error]).toEqual([200, null]);
    expect(body.page.total).toBe(body.data.length);
    return body.data.map((issue: Titled) => issue.title);
  };

  it.each([
    ['sort=key', ['alpha', 'beta', 'gamma', 'delta']],
    ['sort=-title&type=bug', ['gamma', 'delta', 'alpha']],
    ['severity=Minor,blocker&sort=severity,title', ['alpha', 'beta', 'gamma']],
    ['assignee=none&sort=title', ['alpha', 'beta', 'delta']],
    ['assignee=dan', ['gamma']],
    ['reporter=me&priority=high', ['alpha']],
    ['tag=needs+info', ['alpha']],
    ['tag=%22needs+info%22,none&sort=key', ['alpha', 'beta', 'gamma', 'delta']],
    ['project=PAY&status=open&q=about+-is:confidential&sort=title', ['alpha', 'beta', 'gamma']],
    ['q=alp', ['alpha']],
    ['q=sort:title+has:due', ['beta']],
    ['createdAfter=2020&sort=title', ['alpha', 'beta', 'delta', 'gamma']],
    ['createdBefore=2020-01-01', []],
    ['updatedAfter=2999-01', []],
    ['page=7', null],
  ])('answers %s', async (query, expected) => {
    if (expected !== null) expect(await titles(query)).toEqual(expected);
    else expect((await tom.get(`/api/issues?${query}`)).body.data).toEqual([]);
  });

  it('leaves out, and does not count, what is not seen', async () => {
    expect(await titles('sort=key', dan)).toEqual(['alpha', 'beta', 'gamma']);
    expect(await titles('sort=key', server.admin)).toHaveLength(5);
  });

  it('tells each whether they watch, though the issues are the same', async () => {
    const watched = async (as: Person) => {
      const { body } = await as.get('/api/issues?q=is:open&project=PAY&sort=key');
      return body.data
        .filter(({ watching }: { readonly watching: boolean }) => watching)
        .map(({ title }: Titled) => title);
    };
    for (let again = 0; again < 2; again += 1) {
      expect(await watched(tom)).toEqual(['alpha', 'beta', 'delta']);
      expect(await watched(dan)).toEqual(['gamma']);
    }
  });

  it.each([
    ['status=nowhere', 'status'],
    ['project=SEC', 'project'],
    ['assignee=nobody', 'assignee'],
    ['severity=', 'severity'],
    ['createdAfter=soon', 'createdAfter'],
    ['sort=colour', 'sort'],
    ['sort=key&q=sort:title', 'sort'],
    ['q=colour:red', 'q'],
    ['tz=Mars/Base', 'tz'],
    ['colour=red', 'colour'],
    ['page=0', 'page'],
    ['pageSize=101', 'pageSize'],
    ['cursor=nonsense', 'cursor'],
    ['page=1&cursor=', 'cursor'],
  ])('refuses %s by name', async (query, field) => {
    expect(refusalOf(await tom.get(`/api/issues?${query}`))).toEqual([400, 'VALIDATION', field]);
  });

  it('says where in the query a mistake stands', async () => {
    const { body } = await tom.get('/api/issues?q=alpha+colour:red');
    expect(body.error.details).toMatchObject({ at: 7, length: 6 });
  });

  it('is read page by page, with links to both neighbours', async () => {
    const { body } = await tom.get('/api/issues?sort=key&pageSize=2&page=2');
    expect(body.data.map((issue: Titled) => issue.title)).toEqual(['gamma', 'delta']);
    expect(body.page).toEqual({
      number: 2,
      size: 2,
      total: 4,
      next: null,
      previous: '/api/issues?sort=key&pageSize=2&page=1',
    });
  });

  it('counts exactly, whatever the size of a page', async () => {
    const { body } = await tom.get('/api/issues?pageSize=1');
    expect([body.data.length, body.page.total]).toEqual([1, 4]);
  });

  describe.each([
    'sort=key',
    'sort=-updated',
    'sort=severity,-title',
    'sort=-assignee',
    'sort=due',
    'sort=status',
    'q=about',
    'q=about&sort=title',
  ])('by cursor: %s', (query) => {
    it('goes through all and back, each once', async () => {
      const whole = await titles(query);
      const there: string[] = [];
      let page = await tom.get(`/api/issues?${query}&pageSize=2&cursor=`);
      expect(page.body.page).toMatchObject({ number: null, total: 4, previous: null });
      there.push(...page.body.data.map((issue: Titled) => issue.title));
      while (page.body.page.next !== null) {
        page = await tom.get(page.body.page.next);
        there.push(...page.body.data.map((issue: Titled) => issue.title));
      }
      expect(there).toEqual(whole);
      const back = await tom.get(page.body.page.previous);
      expect(back.body.data.map((issue: Titled) => issue.title)).toEqual(whole.slice(0, 2));
      expect(back.body.page.previous).toBe(null);
    });
  });

  it('goes on behind a row that others put before it, or took away', async () => {
    const first = await tom.get('/api/issues?sort=title&pageSize=2&cursor=');
    expect(first.body.data.map((issue: Titled) => issue.title)).toEqual(['alpha', 'beta']);
    const put = await tom.post('/api/issues', { project: 'PAY', title: 'aaa', description: 'x' });
    await server.admin.delete(`/api/issues/${first.body.data[1].id}`);
    const second = await tom.get(first.body.page.next);
    expect(second.body.data.map((issue: Titled) => issue.title)).toEqual(['delta', 'gamma']);
    await server.admin.delete(`/api/issues/${put.body.data.id}`);
    await tom.post('/api/issues', {
      project: 'PAY',
      title: 'beta',
      description: 'About beta.',
      type: 'task',
    });
  });

  it('ties a cursor to filters and sort', async () => {
    const { body } = await tom.get('/api/issues?sort=key&pageSize=1&cursor=');
    const other = body.page.next.replace('sort=key', 'sort=title');
    expect(refusalOf(await tom.get(other))).toEqual([400, 'VALIDATION', 'cursor']);
  });

  it('tells what somebody reported and said', async () => {
    const mine = await tom.get(`/api/users/${tom.id}/issues?sort=title&severity=Blocker`);
    expect(mine.body.data.map((issue: Titled) => issue.title)).toEqual(['alpha']);
    const path = `/api/issues/${mine.body.data[0].id}/comments`;
    for (const content of ['one', 'two', 'three']) await tom.post(path, { content });
    const said = await dan.get(`/api/users/${tom.id}/comments?pageSize=2&cursor=`);
    const contents = (page: typeof said) =>
      page.body.data.map(({ content }: { content: string }) => content);
    expect(contents(said)).toEqual(['three', 'two']);
    await tom.post(path, { content: 'four' });
    await tom.delete(`/api/comments/${said.body.data[1].id}`);
    const rest = await dan.get(said.body.page.next);
    expect(contents(rest)).toEqual(['one']);
    expect(contents(await dan.get(rest.body.page.previous))).toEqual(['four', 'three']);
    const gone = await dan.get(`/api/users/${server.engine.clock.newId()}/issues`);
    expect(refusalOf(gone)).toEqual([404, 'NOT_FOUND']);
  });

  it('reports what the caller sees', async () => {
    const total = async (as: Client) =>
      (await as.get('/api/reports/summary')).body.data.total as number;
    expect((await total(server.admin)) - (await total(dan))).toBe(2);
    const load = await dan.get('/api/reports/workload');
    expect(load.body.data).toMatchObject([{ person: { username: 'dan' }, open: 1, workload: 2 }]);
    const today = new Date().toISOString().slice(0, 10);
    const flow = await dan.get(`/api/reports/flow?from=${today}&to=${today}`);
    expect(flow.body.data).toMatchObject([{ day: today, open: await total(dan) }]);
    expect(refusalOf(await dan.get('/api/reports/flow?from=2026-01-01'))).toEqual([
      400,
      'VALIDATION',
      'to',
    ]);
  });

  it('finds what may tell of the same, and nothing that is not seen', async () => {
    const { status, body } = await dan.post('/api/issues/similar', {
      title: 'alpha',
      project: 'pay',
    });
    expect([status, body.data[0]]).toMatchObject([200, { issue: { title: 'alpha' } }]);
    const hidden = await dan.post('/api/issues/similar', { title: 'hidden' });
    expect(hidden.body.data).toEqual([]);
    expect(refusalOf(await dan.post('/api/issues/similar', {}))).toEqual([
      400,
      'VALIDATION',
      'title',
    ]);
  });
});

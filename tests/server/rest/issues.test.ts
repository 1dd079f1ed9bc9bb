import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '#tests/support/refused.ts';
import {
  type Client,
  DATABASES,
  type HttpAnswer,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

describe.each(DATABASES)('%s: issues', (database) => {
  let server: TestServer;
  let manager: Person;
  let reporter: Person;
  let stranger: Person;

  beforeAll(async () => {
    server = await startServer(database);
    manager = await server.person('manager', 'mia');
    reporter = await server.person('tester', 'tom');
    stranger = await server.person('developer', 'dan');
    const project = (key: string, visibility: string) =>
      server.run('project.create', { id: server.engine.clock.newId(), key, name: key, visibility });
    await project('PAY', 'public');
    await project('SEC', 'private');
  });
  afterAll(() => server.close());

  const report = (more: object = {}, as = reporter): Promise<HttpAnswer> =>
    as.post('/api/issues', { project: 'PAY', title: 'No total', description: 'Empty.', ...more });

  describe('POST /api/issues', () => {
    it('reports an issue with what is usual, and says where it is', async () => {
      const { status, body, headers } = await report({
        description: undefined,
        bug: { stepsToReproduce: 'Pay.' },
      });
      expect(status).toBe(201);
      expect(body.data).toMatchObject({
        project: { key: 'PAY' },
        type: 'bug',
        severity: { level: 'Major' },
        priority: 'medium',
        status: 'open',
        reporter: { username: 'tom' },
        assignee: null,
        tags: [],
        bug: {
          stepsToReproduce: 'Pay.',
          frequency: 'unknown',
          environment: {},
          author: { username: 'tom' },
        },
        confidential: false,
        watching: true,
      });
      expect(body.data.key).toMatch(/^PAY-\d+$/);
      expect(headers.get('location')).toBe(`/api/issues/${body.data.id}`);
      expect(headers.get('etag')).toBe(`"${body.data.version}"`);
    });

    it('takes names: project by key, severity by level, assignee by username, tags', async () => {
      const first = await report(
        {
          project: 'pay',
          severity: 'critical',
          assignee: 'dan',
          tags: ['Refunds', 'refunds', 'shop'],
        },
        manager,
      );
      expect(first.body.data).toMatchObject({
        severity: { level: 'Critical' },
        assignee: { username: 'dan' },
      });
      expect(first.body.data.tags.map((tag: { name: string }) => tag.name)).toEqual([
        'refunds',
        'shop',
      ]);
      const second = await report({ tags: ['SHOP'] });
      expect(second.body.data.tags).toEqual([first.body.data.tags[1]]);
    });

    it('makes no tag where the issue is refused', async () => {
      const { status } = await report({ tags: ['lost'], severity: 'none such' });
      expect(status).toBe(400);
      const tags = await server.engine.store.read
        .selectFrom('tag')
        .select('name')
        .where('name', '=', 'lost')
        .execute();
      expect(tags).toEqual([]);
    });

    it.each<[string, object, readonly unknown[]]>([
      ['no title', { title: undefined }, [400, 'VALIDATION', 'title']],
      ['an unknown field', { colour: 'red' }, [400, 'VALIDATION', 'colour']],
      ['neither description nor steps', { description: ' ' }, [400, 'VALIDATION', 'description']],
      [
        'bug details without steps',
        { bug: { expected: 'x' } },
        [400, 'VALIDATION', 'bug.stepsToReproduce'],
      ],
      ['a project that does not exist', { project: 'NONE' }, [404, 'NOT_FOUND']],
      ['a project that is not seen', { project: 'SEC' }, [404, 'NOT_FOUND']],
      ['a severity that does not exist', { severity: 'Awful' }, [400, 'VALIDATION', 'severity']],
      ['somebody else as assignee', { assignee: 'dan', project: 'PAY' }, [201]],
      ['an assignee who does not exist', { assignee: 'nobody' }, [400, 'VALIDATION', 'assignee']],
    ])('answers for %s', async (_what, more, expected) => {
      const answer = await report(more);
      expect(answer.body.error === null ? [answer.status] : refusalOf(answer)).toEqual(expected);
    });

    it('makes one issue of a request that is repeated', async () => {
      const headers = { 'idempotency-key': 'once' };
      const request = { project: 'PAY', title: 'Once', description: 'x', tags: ['once'] };
      const first = await reporter.post('/api/issues', request, headers);
      const again = await reporter.post('/api/issues', request, headers);
      expect([again.status, again.body]).toEqual([201, first.body]);
    });
  });

  describe('an issue that is there', () => {
    let issue: { id: string; key: string; version: number };
    let path: string;
    beforeEach(async () => {
      issue = (
        await report({ bug: { stepsToReproduce: 'Pay.' }, tags: ['a', 'b'], severity: 'Minor' })
      ).body.data;
      path = `/api/issues/${issue.id}`;
    });

    it('is read by id and by key, in any case', async () => {
      for (const name of [issue.id, issue.key, issue.key.toLowerCase()]) {
        const { status, body } = await stranger.get(`/api/issues/${name}`);
        expect([status, body.data.key]).toEqual([200, issue.key]);
      }
    });

    it('is replaced: what is left out goes to its default', async () => {
      const { status, body } = await reporter.put(path, { title: 'New', description: 'Now.' });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        title: 'New',
        description: 'Now.',
        bug: null,
        severity: { level: 'Major' },
        tags: [],
        reporter: { username: 'tom' },
      });
    });

    it('is replaced by one with other details, and by a task', async () => {
      const bug = { stepsToReproduce: 'Other.', environment: { os: 'Linux' } };
      const replaced = await reporter.put(path, { title: 'T', bug });
      expect(replaced.body.data).toMatchObject({ description: '', bug: { ...bug, expected: '' } });
      const task = await reporter.put(path, { title: 'T', type: 'task', description: 'Do.' });
      expect(task.body.data).toMatchObject({ type: 'task', bug: null });
      const again = await reporter.put(path, { title: 'T', bug });
      expect(again.body.data).toMatchObject({ type: 'bug', bug, description: '' });
    });

    it('changes in the fields that are named', async () => {
      const { status, body } = await reporter.patch(path, {
        title: 'Other',
        severity: 'Blocker',
        tags: ['b', 'c'],
        bug: { actual: 'Nothing.' },
        dueDate: '2026-08-01',
      });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        title: 'Other',
        description: 'Empty.',
        severity: { level: 'Blocker' },
        bug: { stepsToReproduce: 'Pay.', actual: 'Nothing.' },
        dueDate: '2026-08-01',
      });
      expect(body.data.tags.map((tag: { name: string }) => tag.name)).toEqual(['b', 'c']);
      expect(body.data.version).toBeGreaterThan(issue.version);
    });

    it('writes over a field without from, and keeps the old value in the activity', async () => {
      await manager.patch(path, { title: 'Theirs' });
      const { status, body } = await reporter.patch(path, { title: 'Mine' });
      expect([status, body.data.title]).toEqual([200, 'Mine']);
      const kept = await server.engine.store.read
        .selectFrom('activity')
        .innerJoin('issue', 'issue.seq', 'activity.issue')
        .select(['from_text', 'to_text'])
        .where('issue.id', '=', issue.id)
        .where('field', '=', 'title')
        .execute();
      expect(kept).toContainEqual({ from_text: 'Theirs', to_text: 'Mine' });
    });

    it('refuses a field that changed since from, with both values, and changes nothing', async () => {
      await manager.patch(path, { priority: 'high', title: 'Theirs' });
      const answer = await reporter.patch(path, {
        title: 'Mine',
        priority: 'low',
        dueDate: '2026-08-01',
        from: { title: 'No total', priority: 'medium' },
      });
      expect(refusalOf(answer)).toEqual([409, 'CONFLICT', 'title']);
      expect(answer.body.error.details).toMatchObject([
        { field: 'title', from: 'No total', yours: 'Mine', theirs: 'Theirs', by: manager.id },
        { field: 'priority', from: 'medium', yours: 'low', theirs: 'high', by: manager.id },
      ]);
      expect((await reporter.get(path)).body.data).toMatchObject({ dueDate: null });
    });

    it('merges long texts that changed apart', async () => {
      const text = 'one\n\ntwo\n\nthree\n';
      await reporter.patch(path, { description: text });
      await manager.patch(path, { description: 'ONE\n\ntwo\n\nthree\n' });
      const { body } = await reporter.patch(path, {
        description: 'one\n\ntwo\n\nTHREE\n',
        from: { description: text },
      });
      expect(body.data.description).toBe('ONE\n\ntwo\n\nTHREE\n');
    });

    it('takes tags as a set: what others added stays where from says what was seen', async () => {
      await manager.patch(path, { tags: ['a', 'b', 'theirs'] });
      const { body } = await reporter.patch(path, {
        tags: ['a', 'mine'],
        from: { tags: ['a', 'b'] },
      });
      const names = body.data.tags.map((tag: { name: string }) => tag.name);
      expect(names.toSorted()).toEqual(['a', 'mine', 'theirs']);
    });

    it('refuses what was read in an older version', async () => {
      await manager.patch(path, { title: 'Theirs' });
      const stale = { 'if-match': `"${issue.version}"` };
      for (const answer of [
        await reporter.patch(path, { title: 'Mine' }, stale),
        await reporter.put(path, { title: 'Mine', description: 'x' }, stale),
        await reporter.delete(path, stale),
        await manager.post(
          `${path}/transition`,
          { to: 'resolved', resolution: 'invalid', resolutionNote: 'No.' },
          stale,
        ),
      ]) {
        expect(refusalOf(answer)).toEqual([409, 'CONFLICT', 'if-match']);
      }
      const now = (await reporter.get(path)).headers.get('etag') ?? '';
      expect((await reporter.patch(path, { title: 'Mine' }, { 'if-match': now })).status).toBe(200);
    });

    it('keeps its version where others only comment or watch', async () => {
      await stranger.put(`${path}/watchers/me`);
      const { headers } = await reporter.get(path);
      expect(headers.get('etag')).toBe(`"${issue.version}"`);
    });

    it.each([
      ['status', 'open', 'transition'],
      ['assignee', 'dan', 'assignments'],
      ['reporter', 'dan', 'reporter'],
      ['number', 3, 'number'],
      ['createdAt', '2026-01-01', 'createdAt'],
      ['nonsense', 1, 'nonsense'],
    ])('refuses %s by name', async (field, value, named) => {
      for (const answer of [
        await reporter.patch(path, { [field]: value }),
        await reporter.put(path, { title: 'x', description: 'x', [field]: value }),
      ]) {
        expect(refusalOf(answer)).toEqual([400, 'VALIDATION', field]);
        expect(answer.body.error.message).toContain(named);
      }
    });

    it.each<[string, () => Promise<HttpAnswer>, readonly unknown[]]>([
      ['nobody', () => server.nobody.patch(path, 'no json'), [401, 'UNAUTHENTICATED']],
      [
        'a bad body before an unknown issue',
        () => stranger.patch('/api/issues/PAY-99999', { title: '' }),
        [400, 'VALIDATION', 'title'],
      ],
      [
        'an unknown issue',
        () => stranger.patch('/api/issues/PAY-99999', { title: 'x' }),
        [404, 'NOT_FOUND', 'issue'],
      ],
      [
        'who may not edit, before what is impossible',
        () => stranger.patch(path, { severity: 'Awful' }),
        [403, 'FORBIDDEN'],
      ],
      [
        'who may not edit, before a stale version',
        () => stranger.patch(path, { title: 'x' }, { 'if-match': '"1"' }),
        [403, 'FORBIDDEN'],
      ],
      [
        'who may not edit, though nothing would change',
        () => stranger.patch(path, { tags: ['a', 'b'] }),
        [403, 'FORBIDDEN'],
      ],
      [
        'what is impossible before a stale version',
        () => reporter.patch(path, { severity: 'Awful' }, { 'if-match': '"1"' }),
        [400, 'VALIDATION', 'severity'],
      ],
      [
        'lifting by a tester',
        () => reporter.patch(path, { confidential: false }),
        [403, 'FORBIDDEN'],
      ],
      [
        'a task with details',
        () => reporter.patch(path, { type: 'task' }),
        [400, 'VALIDATION', 'type'],
      ],
      ['nothing', () => reporter.patch(path, {}), [400, 'VALIDATION']],
      [
        'from of what does not change',
        () => reporter.patch(path, { title: 'x', from: { priority: 'low' } }),
        [400, 'VALIDATION', 'from'],
      ],
      [
        'a PUT without description or steps',
        () => reporter.put(path, { title: 'x' }),
        [400, 'VALIDATION', 'description'],
      ],
      [
        'a PUT by who may not remove details',
        () => manager.put(path, { title: 'x', description: 'x' }),
        [403, 'FORBIDDEN'],
      ],
      ['a deletion by who may not', () => manager.delete(path), [403, 'FORBIDDEN']],
    ])('answers %s in the order of checks', async (_what, ask, expected) => {
      expect(refusalOf(await ask())).toEqual(expected);
    });

    it('is deleted by its reporter, and is gone', async () => {
      const { status, body } = await reporter.delete(path);
      expect([status, body.data]).toEqual([200, null]);
      expect((await reporter.get(path)).status).toBe(404);
    });

    it('hides from others what is confidential', async () => {
      await reporter.patch(path, { confidential: true });
      expect((await stranger.get(path)).status).toBe(404);
      expect((await stranger.patch(path, { title: 'x' })).status).toBe(404);
    });

    it('has details of its own address', async () => {
      const { status, body } = await reporter.put(`${path}/bug`, {
        stepsToReproduce: 'Again.',
        frequency: 'once',
      });
      expect([status, body.data]).toEqual([
        200,
        {
          stepsToReproduce: 'Again.',
          expected: '',
          actual: '',
          frequency: 'once',
          environment: {},
          author: { id: reporter.id, username: 'tom', name: 'tom' },
        },
      ]);
      expect(refusalOf(await stranger.put(`${path}/bug`, { stepsToReproduce: 'x' }))).toEqual([
        403,
        'FORBIDDEN',
      ]);
      expect(refusalOf(await reporter.put(`${path}/bug`, { expected: 'x' }))).toEqual([
        400,
        'VALIDATION',
        'stepsToReproduce',
      ]);
      expect(refusalOf(await manager.delete(`${path}/bug`))).toEqual([403, 'FORBIDDEN']);
      expect((await reporter.delete(`${path}/bug`)).status).toBe(200);
      expect((await reporter.get(path)).body.data.bug).toBe(null);
    });

    it('is moved as its workflow says', async () => {
      const moves = await manager.get(`${path}/transitions`);
      expect(moves.body.data).toContainEqual({
        to: 'in_progress',
        name: 'Start',
        open: true,
        reason: null,
        require: ['assignee'],
      });
      const move = (body: object, as: Client = manager) => as.post(`${path}/transition`, body);
      expect(refusalOf(await move({ to: 'closed' }))).toEqual([400, 'INVALID_TRANSITION', 'to']);
      expect(refusalOf(await move({ to: 'in_progress' }, stranger))).toEqual([
        400,
        'TRANSITION_FORBIDDEN',
        'to',
      ]);
      expect(refusalOf(await move({ to: 'in_progress' }))).toEqual([400, 'GUARD_FAILED', 'to']);
      const declined = await move({
        to: 'resolved',
        resolution: 'wont_fix',
        resolutionNote: 'No.',
      });
      expect([declined.status, declined.body.data]).toMatchObject([
        200,
        { status: 'resolved', resolution: 'wont_fix' },
      ]);
      expect(refusalOf(await move({ to: 'closed' }, server.nobody))).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
    });

    it('is a duplicate of another by its key', async () => {
      const original = (await report()).body.data;
      const { body } = await manager.post(`${path}/transition`, {
        to: 'resolved',
        resolution: 'duplicate',
        resolutionNote: 'Known.',
        duplicateOf: original.key,
      });
      expect(body.data).toMatchObject({
        resolution: 'duplicate',
        duplicateOf: { key: original.key },
      });
    });

    it('is watched and no longer', async () => {
      expect((await stranger.put(`${path}/watchers/me`)).body).toMatchObject({
        data: null,
        status: 200,
      });
      expect((await stranger.get(path)).body.data.watching).toBe(true);
      await stranger.delete(`${path}/watchers/me`);
      expect((await stranger.get(path)).body.data.watching).toBe(false);
    });
  });
});

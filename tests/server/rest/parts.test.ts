import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '#tests/support/refused.ts';
import {
  DATABASES,
  type HttpAnswer,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';

describe.each(DATABASES)('%s: what belongs to an issue', (database) => {
  let server: TestServer;
  let mia: Person;
  let tom: Person;
  let dan: Person;
  let issue: { id: string; key: string };
  let other: { id: string; key: string };
  let path: string;

  const report = async (more: object = {}) => {
    const body = { project: 'PAY', title: 'Total', description: 'Empty.', ...more };
    return (await tom.post('/api/issues', body)).body.data;
  };

  beforeAll(async () => {
    server = await startServer(database);
    mia = await server.person('manager', 'mia');
    tom = await server.person('tester', 'tom');
    dan = await server.person('developer', 'dan');
    await server.admin.post('/api/projects', { key: 'PAY', name: 'Payments' });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    issue = await report();
    other = await report({ confidential: true });
    path = `/api/issues/${issue.id}`;
  });

  const nothing = () => server.engine.clock.newId();

  describe('comments', () => {
    it('are said, changed and taken back by their author', async () => {
      const made = await dan.post(`${path}/comments`, { content: 'Me too.' });
      expect(made.status).toBe(201);
      expect(made.body.data).toMatchObject({
        issue: issue.id,
        author: { username: 'dan' },
        content: 'Me too.',
        editedAt: null,
      });
      const one = `/api/comments/${made.body.data.id}`;
      const edited = await dan.patch(one, { content: 'Me too!' });
      expect(edited.body.data).toMatchObject({ content: 'Me too!', editedAt: expect.any(String) });
      const list = await tom.get(`/api/issues/${issue.key}/comments`);
      expect([list.body.data, list.body.page.total]).toEqual([[edited.body.data], 1]);
      expect((await dan.delete(one)).body).toMatchObject({ data: null, status: 200 });
      expect((await tom.get(`${path}/comments`)).body.data).toEqual([]);
    });

    it.each<[string, (one: string) => Promise<HttpAnswer>, readonly unknown[]]>([
      ['nobody', (one) => server.nobody.delete(one), [401, 'UNAUTHENTICATED']],
      ['an empty one', (one) => dan.patch(one, { content: ' ' }), [400, 'VALIDATION', 'content']],
      ['an unknown field', (one) => dan.patch(one, { text: 'x' }), [400, 'VALIDATION', 'content']],
      ['one that is not there', () => dan.delete(`/api/comments/${nothing()}`), [404, 'NOT_FOUND']],
      ['the admin', (one) => server.admin.delete(one), [403, 'FORBIDDEN']],
      [
        'from what it was not',
        (one) => dan.patch(one, { content: 'b', from: 'z' }),
        [409, 'CONFLICT', 'content'],
      ],
      [
        'a stale version',
        (one) => dan.patch(one, { content: 'b' }, { 'if-match': '"1"' }),
        [409, 'CONFLICT', 'if-match'],
      ],
      [
        'an issue out of sight',
        () => dan.post(`/api/issues/${other.id}/comments`, { content: 'x' }),
        [404, 'NOT_FOUND', 'issue'],
      ],
    ])('refuse %s', async (_what, ask, expected) => {
      const { body } = await dan.post(`${path}/comments`, { content: 'a' });
      expect(refusalOf(await ask(`/api/comments/${body.data.id}`))).toEqual(expected);
    });

    it('are made once of a request that is repeated', async () => {
      const key = { 'idempotency-key': issue.id };
      const first = await dan.post(`${path}/comments`, { content: 'once' }, key);
      const again = await dan.post(`${path}/comments`, { content: 'once' }, key);
      expect(again.body).toEqual(first.body);
      expect((await tom.get(`${path}/comments`)).body.page.total).toBe(1);
    });
  });

  describe('assignments', () => {
    it('are made, made again without effect, and ended', async () => {
      const made = await mia.post(`${path}/assignments`, { assignee: 'dan' });
      expect([made.status, made.body.data]).toMatchObject([
        201,
        {
          issue: issue.id,
          assignee: { username: 'dan' },
          assignedBy: { username: 'mia' },
          status: 'pending',
          endedAt: null,
          rule: null,
        },
      ]);
      const again = await mia.post(`${path}/assignments`, { assignee: dan.id });
      expect([again.status, again.body.data]).toEqual([200, made.body.data]);
      const open = await tom.get('/api/assignments?assignee=dan&status=pending');
      expect(open.body.data[0]).toEqual(made.body.data);
      expect((await dan.delete(`${path}/assignments/current`)).status).toBe(200);
      const all = await tom.get(`${path}/assignments`);
      expect(all.body.data).toMatchObject([{ status: 'completed', endedAt: expect.any(String) }]);
    });

    it('are shown to whoever gave a confidential issue away', async () => {
      const { body, status } = await tom.post(`/api/issues/${other.id}/assignments`, {
        assignee: 'mia',
      });
      expect([status, body.data.assignee.username]).toEqual([201, 'mia']);
    });

    it.each<[string, () => Promise<HttpAnswer>, readonly unknown[]]>([
      ['nobody', () => server.nobody.post(`${path}/assignments`, {}), [401, 'UNAUTHENTICATED']],
      ['no assignee', () => mia.post(`${path}/assignments`, {}), [400, 'VALIDATION', 'assignee']],
      [
        'an issue out of sight',
        () => dan.delete(`/api/issues/${other.id}/assignments/current`),
        [404, 'NOT_FOUND', 'issue'],
      ],
      [
        'who may not assign another',
        () => dan.post(`${path}/assignments`, { assignee: 'tom' }),
        [403, 'FORBIDDEN'],
      ],
      [
        'somebody who does not exist',
        () => mia.post(`${path}/assignments`, { assignee: 'nobody' }),
        [400, 'VALIDATION', 'assignee'],
      ],
      [
        'rules where there are none',
        () => mia.post(`${path}/auto-assign`),
        [400, 'VALIDATION', 'issue'],
      ],
      [
        'a status that is none',
        () => mia.get('/api/assignments?status=gone'),
        [400, 'VALIDATION', 'status'],
      ],
    ])('refuse %s', async (_what, ask, expected) => {
      expect(refusalOf(await ask())).toEqual(expected);
    });
  });

  describe('relations', () => {
    it('are said by key, shown at both ends, and taken back', async () => {
      const end = await report();
      const made = await dan.post(`${path}/relations`, { kind: 'blocks', other: end.key });
      expect([made.status, made.body.data]).toMatchObject([
        201,
        { kind: 'blocks', issue: { key: issue.key }, other: { key: end.key, title: 'Total' } },
      ]);
      const again = await dan.post(`${path}/relations`, { kind: 'blocks', other: end.id });
      expect([again.status, again.body.data]).toEqual([200, made.body.data]);
      for (const name of [issue.id, end.id]) {
        const { body } = await tom.get(`/api/issues/${name}/relations`);
        expect([body.data, body.page.total]).toEqual([[made.body.data], 1]);
      }
      expect((await dan.delete(`/api/relations/${made.body.data.id}`)).status).toBe(200);
      expect((await tom.get(`${path}/relations`)).body.data).toEqual([]);
    });

    it('to what is not seen are left out', async () => {
      await tom.post(`${path}/relations`, { kind: 'relates', other: other.id });
      expect((await dan.get(`${path}/relations`)).body.data).toEqual([]);
      expect((await tom.get(`${path}/relations`)).body.page.total).toBe(1);
    });

    it.each<[string, () => Promise<HttpAnswer>, readonly unknown[]]>([
      [
        'an unknown kind',
        () => tom.post(`${path}/relations`, { kind: 'likes', other: 'PAY-1' }),
        [400, 'VALIDATION', 'kind'],
      ],
      [
        'another end out of sight',
        () => dan.post(`${path}/relations`, { kind: 'blocks', other: other.id }),
        [404, 'NOT_FOUND', 'other'],
      ],
      [
        'the issue itself',
        () => tom.post(`${path}/relations`, { kind: 'blocks', other: issue.key }),
        [400, 'VALIDATION', 'other'],
      ],
      [
        'one that is not there',
        () => tom.delete(`/api/relations/${nothing()}`),
        [404, 'NOT_FOUND'],
      ],
    ])('refuse %s', async (_what, ask, expected) => {
      expect(refusalOf(await ask())).toEqual(expected);
    });
  });

  it('has files, which their author or an admin deletes', async () => {
    const id = nothing();
    const file = { name: 'a.png', mime: 'image/png', size: 3, sha256: 'ab'.repeat(32) };
    await server.run('attachment.add', { id, issue: issue.id, ...file }, dan.id);
    const list = await tom.get(`${path}/attachments`);
    expect(list.body.data).toMatchObject([
      { id, issue: issue.id, ...file, author: { username: 'dan' } },
    ]);
    expect((await tom.get(path)).body.data.attachmentCount).toBe(1);
    expect(refusalOf(await tom.delete(`/api/attachments/${id}`))).toEqual([403, 'FORBIDDEN']);
    expect((await dan.delete(`/api/attachments/${id}`)).status).toBe(200);
    expect(refusalOf(await dan.delete(`/api/attachments/${id}`))).toEqual([404, 'NOT_FOUND']);
  });

  it('keeps what happened, oldest first, and of a deleted one for admins alone', async () => {
    await tom.patch(path, { priority: 'high' });
    await dan.post(`${path}/comments`, { content: 'Secret.' });
    const { body } = await dan.get(`${path}/activity`);
    expect(body.data[0]).toMatchObject({ kind: 'created', actor: { username: 'tom' } });
    expect(body.data).toContainEqual({
      id: expect.any(String),
      kind: 'edited',
      actor: { id: tom.id, username: 'tom', name: 'tom' },
      at: expect.any(String),
      field: 'priority',
      from: 'medium',
      to: 'high',
    });
    await tom.delete(path);
    expect((await tom.get(`${path}/activity`)).status).toBe(404);
    const kept = await server.admin.get(`${path}/activity`);
    expect(kept.status).toBe(200);
    expect(kept.text).not.toContain('Secret.');
  });

  describe('notifications', () => {
    it('are seen and read by their recipient', async () => {
      await dan.post('/api/notifications/read-all');
      await mia.post(`${path}/assignments`, { assignee: 'dan' });
      const { body } = await dan.get('/api/notifications?unread=true');
      expect(body.data).toEqual([
        {
          id: expect.any(String),
          kind: 'assigned',
          issue: { id: issue.id, key: issue.key, title: 'Total' },
          message: expect.any(String),
          createdAt: expect.any(String),
          readAt: null,
        },
      ]);
      const read = `/api/notifications/${body.data[0].id}/read`;
      expect(refusalOf(await mia.post(read))).toEqual([404, 'NOT_FOUND']);
      expect((await dan.post(read)).body).toMatchObject({ data: null, status: 200 });
      expect((await dan.get('/api/notifications?unread=true')).body.page.total).toBe(0);
    });

    it('are all read at once', async () => {
      await mia.post(`${path}/assignments`, { assignee: 'dan' });
      expect((await dan.post('/api/notifications/read-all')).status).toBe(200);
      expect((await dan.get('/api/notifications?unread=true')).body.data).toEqual([]);
      expect((await dan.get('/api/notifications')).body.data[0].readAt).toEqual(expect.any(String));
    });

    it('are read all at once and one by one in one batch, but for those of what is hidden', async () => {
      const paths: string[] = [];
      for (const title of ['Seen', 'Hidden']) {
        const fields = { project: 'PAY', title, description: 'So.', assignee: 'dan' };
        const { id } = (await server.admin.post('/api/issues', fields)).body.data;
        paths.push(`/api/issues/${id}`);
      }
      const unread = await dan.get('/api/notifications?unread=true');
      const ids: string[] = unread.body.data.map(({ id }: { id: string }) => id);
      expect(ids).toHaveLength(2);
      const [, hidden = ''] = paths;
      await server.admin.delete(`${hidden}/assignments/current`);
      await server.admin.patch(hidden, { confidential: true });
      const read = (name: string, args: object) => ({ id: nothing(), name, args });
      const { body } = await dan.post('/api/commands', {
        commands: [
          read('notification.read-all', {}),
          ...ids.map((id) => read('notification.read', { id })),
        ],
      });
      const [newest, older] = body.data.slice(1);
      expect([body.data[0].outcome, older.outcome]).toEqual(['accepted', 'accepted']);
      expect(newest).toMatchObject({ outcome: 'rejected', error: { code: 'NOT_FOUND' } });
      await server.admin.patch(hidden, { confidential: false });
      const left = await dan.get('/api/notifications?unread=true');
      expect(left.body.data).toMatchObject([{ kind: 'unassigned' }, { kind: 'assigned' }]);
      await dan.post('/api/notifications/read-all');
    });
  });

  describe('POST /api/commands', () => {
    const comment = (content: string) => ({
      id: nothing(),
      name: 'comment.add',
      args: { id: nothing(), issue: issue.id, content },
    });

    it('decides each in its order, and the same id again gives the same outcome', async () => {
      const commands = [comment('a'), comment(''), comment('b')];
      const { status, body } = await dan.post('/api/commands', { commands });
      expect(status).toBe(200);
      expect(body.data).toMatchObject([
        { id: commands[0]?.id, outcome: 'accepted' },
        {
          id: commands[1]?.id,
          outcome: 'rejected',
          error: { code: 'VALIDATION', field: 'content' },
        },
        { id: commands[2]?.id, outcome: 'accepted' },
      ]);
      const again = await dan.post('/api/commands', { commands });
      expect(again.body.data[0]).toEqual(body.data[0]);
      expect((await tom.get(`${path}/comments`)).body.page.total).toBe(2);
    });

    it('does all or nothing where it is asked to', async () => {
      const commands = [comment('a'), comment('')];
      const { body } = await dan.post('/api/commands', { commands, atomic: true });
      expect(body.data[1].outcome).toBe('rejected');
      expect((await tom.get(`${path}/comments`)).body.page.total).toBe(0);
    });

    it('ends the sessions of whom it blocks', async () => {
      const eve = await server.person('tester', `eve-${issue.key.toLowerCase()}`);
      await server.admin.post('/api/commands', {
        commands: [{ id: nothing(), name: 'user.block', args: { id: eve.id } }],
      });
      expect((await eve.get('/api/auth/me')).status).toBe(401);
    });

    it.each<[string, () => unknown, readonly unknown[]]>([
      ['none', () => ({ commands: [] }), [400, 'VALIDATION', 'commands']],
      [
        'more than 200',
        () => ({ commands: Array.from({ length: 201 }, () => comment('x')) }),
        [400, 'VALIDATION', 'commands'],
      ],
      [
        'what only the host gives',
        () => ({ commands: [{ id: nothing(), name: 'user.set-password', args: {} }] }),
        [403, 'FORBIDDEN'],
      ],
      [
        'an attachment by its bare hash',
        () => ({ commands: [{ id: nothing(), name: 'attachment.add', args: {} }] }),
        [403, 'FORBIDDEN'],
      ],
    ])('refuses %s', async (_what, body, expected) => {
      expect(refusalOf(await server.admin.post('/api/commands', body()))).toEqual(expected);
    });
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommentId, IssueId, UserId } from '#domain/ids.ts';
import { WorkingSet } from '#engine/working-set.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

test('whom the batch has assigned is not forgotten when the issue is loaded again', async () => {
  const issue = (await engine.issue()) as IssueId;
  const comment = engine.clock.newId() as CommentId;
  await engine.run('comment.add', { id: comment, issue, content: 'Same here.' });
  await engine.run('issue.assign', { issue, assignee: engine.admin });
  const lookup = { find: 'assignment', by: 'issue', value: issue } as const;
  await engine.store.transaction(async (tx) => {
    const set = new WorkingSet(engine.store, tx, tx.version + 1);
    await set.load({ rows: { issue: [issue] } });
    const open = set.get('assignment', set.find(lookup) ?? '');
    if (!open) throw new Error('The issue is assigned.');
    const id = engine.clock.newId() as typeof open.id;
    const completed = { ...open, status: 'completed', endedAt: 1 } as const;
    set.apply([
      { table: 'assignment', id: open.id, row: completed },
      { table: 'assignment', id, row: { ...open, id } },
    ]);
    await set.load({ rows: { comment: [comment] } });
    expect(set.find(lookup)).toBe(id);
  });
});

test('an unread notification that a question brought alone comes with its issue when it is asked for', async () => {
  const rita = engine.clock.newId() as UserId;
  await engine.run('user.create', { id: rita, username: 'rita', name: 'Rita', role: 'tester' });
  const issue = (await engine.issue()) as IssueId;
  await engine.run('issue.assign', { issue, assignee: rita });
  await engine.store.transaction(async (tx) => {
    const set = new WorkingSet(engine.store, tx, tx.version + 1);
    const question = { ask: 'unreadNotifications', of: { recipient: rita } } as const;
    await set.ask([question]);
    const [unread] = set.answer(question.ask, question.of);
    if (!unread) throw new Error('There is one.');
    expect(set.get('notification', unread.id)).toMatchObject({ issue, readAt: null });
    expect(set.get('project', unread.issue.project)?.key).toBeDefined();
    expect(set.get('issue', issue)).toBeUndefined();
    await set.load({ rows: { notification: [unread.id] } });
    expect(set.get('issue', issue)).toMatchObject({ assignee: rita });
  });
});

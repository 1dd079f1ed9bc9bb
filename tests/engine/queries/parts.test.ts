import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { activityOf } from '#engine/queries/activity.ts';
import { assignmentsOf, listAssignments } from '#engine/queries/assignments.ts';
import { attachmentsOf, readAttachment } from '#engine/queries/attachments.ts';
import { commentsByUser, commentsOf, readComment } from '#engine/queries/comments.ts';
import { readRelation, relationsOf } from '#engine/queries/relations.ts';
import { listRules } from '#engine/queries/rules.ts';
import { timeline } from '#engine/queries/timeline.ts';
import { listViews, readView } from '#engine/queries/views.ts';
import type { Result } from '#protocol/result.ts';
import {
  activityShape,
  assignmentShape,
  attachmentShape,
  commentShape,
  relationShape,
  ruleShape,
  viewShape,
} from '#protocol/shapes.ts';
import { type Begun, begin } from '#tests/support/begun.ts';

const SHA = 'a1'.repeat(32);
const ALL = { offset: 0, count: 100 };

function told<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe.each(['sqlite', 'postgres'] as const)('what belongs to issues, on %s', (database) => {
  let begun: Begun;
  let dev: UserId;
  let tim: UserId;
  let open: string;
  let secret: string;
  let relations: { readonly toSecret: string; readonly toOther: string };
  let files: { readonly atComment: string; readonly atSecret: string };
  let said: { readonly first: string; readonly onSecret: string };

  beforeAll(async () => {
    begun = await begin(database);
    dev = await begun.person('dev', 'developer');
    tim = await begun.person('tim', 'tester');
    open = await begun.issue({ title: 'Open' });
    secret = await begun.issue({ title: 'Secret', confidential: true });
    const other = await begun.issue({ title: 'Other' });
    const { newId } = begun;
    relations = { toSecret: newId(), toOther: newId() };
    files = { atComment: newId(), atSecret: newId() };
    said = { first: newId(), onSecret: newId() };
    const file = { name: 'a.png', mime: 'image/png', size: 3, sha256: SHA };
    await begun.run(
      { name: 'comment.add', args: { id: said.first, issue: open, content: 'One' }, as: dev },
      { name: 'comment.add', args: { id: newId(), issue: open, content: 'Two' } },
      { name: 'comment.add', args: { id: said.onSecret, issue: secret, content: 'Hush' } },
      { name: 'comment.add', args: { id: newId(), issue: open, content: 'Three' }, as: dev },
      {
        name: 'issue.relate',
        args: { id: relations.toSecret, issue: secret, other: open, kind: 'blocks' },
      },
      {
        name: 'issue.relate',
        args: { id: relations.toOther, issue: open, other, kind: 'relates' },
      },
      {
        name: 'attachment.add',
        args: { ...file, id: files.atComment, issue: open, comment: said.first },
        as: dev,
      },
      { name: 'attachment.add', args: { ...file, id: files.atSecret, issue: secret } },
      { name: 'issue.assign', args: { issue: open, assignee: dev } },
      { name: 'issue.assign', args: { issue: open, assignee: tim } },
      { name: 'issue.assign', args: { issue: secret, assignee: begun.admin } },
    );
  }, 60_000);
  afterAll(() => begun.close());

  test('relations are shown where both ends are seen', async () => {
    const both = told(await relationsOf(open, await begun.asker(begun.admin)));
    for (const one of both) expect(relationShape.strict().parse(one)).toEqual(one);
    expect(both).toMatchObject([
      { kind: 'blocks', issue: { key: 'BUG-2', title: 'Secret' }, other: { key: 'BUG-1' } },
      { kind: 'relates', issue: { key: 'BUG-1' }, other: { key: 'BUG-3', title: 'Other' } },
    ]);
    const asker = await begun.asker(dev);
    expect(told(await relationsOf('BUG-1', asker)).map(({ id }) => id)).toEqual([
      relations.toOther,
    ]);
    expect((await relationsOf(secret, asker)).ok).toBe(false);
    expect(await readRelation(relations.toSecret, asker)).toBeUndefined();
    expect(await readRelation(relations.toOther, asker)).toMatchObject({ kind: 'relates' });
  });

  test('the record names no issue that is not seen', async () => {
    const record = async (user: UserId) => {
      const page = told(await activityOf(open, ALL, await begun.asker(user)));
      expect(page.total).toBe(page.items.length);
      for (const one of page.items) expect(activityShape.strict().parse(one)).toEqual(one);
      return page.items.filter(({ kind }) => kind === 'related');
    };
    expect(await record(begun.admin)).toMatchObject([
      { field: 'blockedBy', to: 'BUG-2' },
      { field: 'relates', to: 'BUG-3' },
    ]);
    expect(await record(dev)).toMatchObject([{ field: 'relates', to: 'BUG-3' }]);

    const shown = async (user: UserId) => {
      const input = { issue: open, show: 'changes', ...ALL } as const;
      return JSON.stringify(told(await timeline(input, await begun.asker(user))));
    };
    expect(await shown(begun.admin)).toContain('BUG-2');
    expect(await shown(dev)).not.toMatch(new RegExp(`BUG-2|${secret}`));
  });

  test('the record is read in windows, oldest first', async () => {
    const asker = await begun.asker(dev);
    const all = told(await activityOf(open, ALL, asker));
    const part = told(await activityOf(open, { offset: 1, count: 2 }, asker));
    expect(part).toEqual({ total: all.total, items: all.items.slice(1, 3) });
    expect(all.items[0]?.kind).toBe('created');
  });

  test('files stand at their issue, those of comments too', async () => {
    const [file, ...others] = told(await attachmentsOf(open, await begun.asker(tim)));
    expect(others).toEqual([]);
    expect(attachmentShape.strict().parse(file)).toMatchObject({
      id: files.atComment,
      issue: open,
      comment: said.first,
      name: 'a.png',
      size: 3,
      sha256: SHA,
      author: { username: 'dev' },
    });
    expect(await readAttachment(files.atSecret, await begun.asker(dev))).toBeUndefined();
    expect(await readAttachment(files.atSecret, await begun.asker(begun.admin))).toMatchObject({
      comment: null,
    });
  });

  test('comments are read in windows, and by who said them', async () => {
    const asker = await begun.asker(dev);
    const page = told(await commentsOf('BUG-1', { offset: 1, count: 1 }, asker));
    expect(page.total).toBe(3);
    expect(page.items.map((one) => commentShape.strict().parse(one).content)).toEqual(['Two']);
    const own = await commentsByUser(dev, ALL, asker);
    expect([own.total, own.items.map(({ content }) => content)]).toEqual([2, ['Three', 'One']]);
    const ofAdmin = await commentsByUser(begun.admin, ALL, asker);
    expect([ofAdmin.total, ofAdmin.items.map(({ content }) => content)]).toEqual([1, ['Two']]);
    expect(await readComment(said.onSecret, asker)).toBeUndefined();
    expect(await readComment(said.first, asker)).toMatchObject({ content: 'One' });
  });

  test('assignments are told newest first, of one issue or of all', async () => {
    const asker = await begun.asker(dev);
    const turns = told(await assignmentsOf(open, asker));
    for (const one of turns) expect(assignmentShape.strict().parse(one)).toEqual(one);
    expect(turns.map(({ assignee, status }) => [assignee.username, status])).toEqual([
      ['tim', 'pending'],
      ['dev', 'completed'],
    ]);
    const pending = await listAssignments({ status: 'pending', ...ALL }, asker);
    expect([pending.total, pending.items.map(({ issue }) => issue)]).toEqual([1, [open]]);
    const own = await listAssignments({ assignee: dev, offset: 0, count: 1 }, asker);
    expect([own.total, own.items.map(({ status }) => status)]).toEqual([1, ['completed']]);
    const all = await listAssignments(ALL, await begun.asker(begun.admin));
    expect(all.total).toBe(3);
  });

  test('a deleted issue leaves its record to admins, without words', async () => {
    const gone = await begun.issue({ title: 'Gone' }, tim);
    const file = { id: begun.newId(), issue: gone, name: 'secret.png', mime: 'image/png' };
    await begun.run(
      { name: 'attachment.add', args: { ...file, size: 1, sha256: SHA } },
      { name: 'issue.delete', args: { issue: gone } },
    );
    const record = told(await activityOf(gone, ALL, await begun.asker(begun.admin)));
    expect(record.items.map(({ kind, to }) => [kind, to])).toEqual([
      ['created', null],
      ['attached', null],
      ['deleted', null],
    ]);
    expect((await activityOf(gone, ALL, await begun.asker(tim))).ok).toBe(false);
  });

  test('a file that is removed leaves no name behind', async () => {
    const file = { id: begun.newId(), issue: open, name: 'wrong.png', mime: 'image/png' };
    await begun.run({ name: 'attachment.add', args: { ...file, size: 1, sha256: SHA } });
    const before = told(await activityOf(open, ALL, await begun.asker(dev)));
    expect(before.items.at(-1)).toMatchObject({ kind: 'attached', to: 'wrong.png' });
    await begun.run({ name: 'attachment.remove', args: { attachment: file.id } });
    const after = told(await activityOf(open, ALL, await begun.asker(dev)));
    expect(after.items.slice(-2)).toMatchObject([
      { kind: 'attached', to: null },
      { kind: 'detached', from: null, to: null },
    ]);
  });
});

describe.each(['sqlite', 'postgres'] as const)('what a workspace keeps, on %s', (database) => {
  let begun: Begun;
  let dev: UserId;

  beforeAll(async () => {
    begun = await begin(database);
    dev = await begun.person('dev', 'developer');
  }, 60_000);
  afterAll(() => begun.close());

  test('views are one’s own and those that are shared, by name', async () => {
    const view = (name: string, shared: boolean, as: UserId) => {
      const args = { id: begun.newId(), name, query: 'is:open', columns: ['key', 'due'], shared };
      return { name: 'view.create', args, as };
    };
    const hidden = view('Ada’s own', false, begun.admin);
    await begun.run(view('Shared', true, begun.admin), view('Mine', false, dev), hidden);
    const asker = await begun.asker(dev);
    const views = await listViews(asker);
    for (const one of views) expect(viewShape.strict().parse(one)).toEqual(one);
    expect(views).toMatchObject([
      { name: 'Mine', owner: { username: 'dev' }, columns: ['key', 'due'], shared: false },
      { name: 'Shared', owner: { username: 'ada' }, shared: true },
    ]);
    expect(await readView(hidden.args.id, asker)).toBeUndefined();
    expect(await readView(views[1]?.id ?? '', asker)).toEqual(views[1]);
  });

  test('rules are told of the projects that are seen, in their order', async () => {
    const sec = begun.newId();
    await begun.run({
      name: 'project.create',
      args: { id: sec, key: 'SEC', name: 'Secrets', visibility: 'private' },
    });
    const rule = (project: string, name: string, order: number) => ({
      name: 'rule.create',
      args: {
        id: begun.newId(),
        project,
        name,
        order,
        when: { severities: [], tags: [], type: 'bug', text: '' },
        candidates: { users: [begun.admin], roles: ['manager'] },
        strategy: 'round-robin',
      },
    });
    const { project } = begun;
    await begun.run(rule(project, 'Later', 2), rule(project, 'Sooner', 1), rule(sec, 'Hidden', 1));
    const namesFor = async (user: UserId, only: string | null) => {
      const rules = await listRules(only, await begun.asker(user));
      for (const one of rules) expect(ruleShape.strict().parse(one)).toEqual(one);
      return rules.map(({ name }) => name);
    };
    expect(await namesFor(dev, null)).toEqual(['Sooner', 'Later']);
    expect(await namesFor(dev, sec)).toEqual([]);
    expect(await namesFor(begun.admin, null)).toEqual(['Sooner', 'Later', 'Hidden']);
    expect(await namesFor(begun.admin, sec)).toEqual(['Hidden']);
  });
});

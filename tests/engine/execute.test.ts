import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandId, UserId } from '#domain/ids.ts';
import type { IncomingCommand } from '#engine/execute.ts';
import type { Changed } from '#engine/feed.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

function command(name: string, args: unknown): IncomingCommand {
  return { id: engine.clock.newId() as CommandId, name, args };
}
function tag(name: string): IncomingCommand {
  return command('tag.create', { id: engine.clock.newId(), name, colour: '#123456' });
}
function execute(commands: readonly IncomingCommand[], more = {}) {
  return engine.execute({ actor: engine.admin, commands, ...more });
}
async function countOf(table: 'tag' | 'issue' | 'activity' | 'notification' | 'command') {
  const { n } = await engine.store.read
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

describe('nobody who is signed in', () => {
  const newcomer = () => ({
    id: engine.clock.newId(),
    username: 'li',
    name: 'Li Wen',
    email: 'li@example.org',
    passwordHash: 'hash',
  });

  test('becomes somebody by registering, a tester, once', async () => {
    const register = (args: unknown) =>
      engine.execute({ actor: null, commands: [command('user.register', args)] });
    const args = newcomer();
    expect((await register(args)).outcomes).toMatchObject([{ outcome: 'accepted' }]);
    const people = engine.store.read.selectFrom('user').select(['username', 'role']);
    expect(await people.where('id', '=', args.id).execute()).toEqual([
      { username: 'li', role: 'tester' },
    ]);
    expect((await register(newcomer())).outcomes).toMatchObject([
      { outcome: 'rejected', error: { code: 'CONFLICT', field: 'username' } },
    ]);
  });

  test('does nothing else', async () => {
    const { outcomes } = await engine.execute({ actor: null, commands: [tag('ui')] });
    expect(outcomes).toMatchObject([{ outcome: 'rejected', error: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('what is told of a change', () => {
  test('names both ends of a relation, and the issue of a file', async () => {
    const [one, other] = [await engine.issue(), await engine.issue()];
    const args = { id: engine.clock.newId(), issue: one, other, kind: 'blocks' };
    const related = await execute([command('issue.relate', args)]);
    expect(new Set(related.changed?.issues)).toEqual(new Set([one, other]));
    const file = { name: 'a.png', mime: 'image/png', size: 1, sha256: '0f'.repeat(32) };
    const attached = await execute([
      command('attachment.add', { id: engine.clock.newId(), issue: one, ...file }),
    ]);
    expect(attached.changed?.issues).toEqual([one]);
    const version = await engine.store.read
      .selectFrom('issue')
      .select(['id', 'version'])
      .where('id', 'in', [one, other])
      .execute();
    const versions = new Map(version.map((row) => [row.id, row.version]));
    expect(versions.get(one)).toBe(related.version);
    expect(versions.get(other)).toBeLessThan(related.version);
  });
});

describe('a command id is used once', () => {
  test('the same person with the same arguments gets the stored outcome, and no second effect', async () => {
    const once = tag('ui');
    await execute([once]);
    const again = await execute([once]);
    expect(again).toMatchObject({ outcomes: [{ outcome: 'accepted' }], changed: null });
    expect(await countOf('tag')).toBe(1);
  });

  test('a stored refusal is answered again, though it would be accepted now', async () => {
    await execute([tag('ui')]);
    const second = tag('UI');
    const refused = await execute([second]);
    expect(refused.outcomes).toMatchObject([{ outcome: 'rejected', error: { code: 'CONFLICT' } }]);
    const [row] = await engine.store.read.selectFrom('tag').select('id').execute();
    await engine.run('tag.delete', { id: row?.id });
    expect((await execute([second])).outcomes).toEqual(refused.outcomes);
  });

  test.each([
    ['with other arguments', { args: { id: '', name: 'other', colour: '#123456' } }],
    ['as another command', { name: 'tag.delete' }],
  ])('%s it is taken', async (_how, change) => {
    const once = tag('ui');
    await execute([once]);
    expect((await execute([{ ...once, ...change }])).outcomes).toMatchObject([
      { outcome: 'rejected', error: { code: 'CONFLICT', message: /id is taken/ } },
    ]);
  });

  test('to anybody else it is taken, without the outcome', async () => {
    const once = tag('ui');
    await execute([once]);
    const other = await engine.person('tess', 'tester');
    expect((await execute([once], { actor: other })).outcomes).toMatchObject([
      { error: { code: 'CONFLICT', message: /id is taken/ } },
    ]);
  });

  test('twice in one batch it has one effect', async () => {
    const once = tag('ui');
    const { outcomes } = await execute([once, once]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(await countOf('tag')).toBe(1);
  });
});

describe('a batch', () => {
  test('each command sees what those before it did', async () => {
    const id = engine.clock.newId();
    const { outcomes } = await execute([
      command('tag.create', { id, name: 'ui', colour: '#123456' }),
      command('tag.edit', { id, field: 'name', from: 'ui', to: 'interface' }),
      tag('ui'),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    const names = await engine.store.read
      .selectFrom('tag')
      .select('name')
      .orderBy('name')
      .execute();
    expect(names.map(({ name }) => name)).toEqual(['interface', 'ui']);
  });

  test('an issue is filed, assigned, started and resolved in one click', async () => {
    const issue = engine.clock.newId();
    const { id: severity } = await engine.store.read
      .selectFrom('severity')
      .select('id')
      .executeTakeFirstOrThrow();
    const { outcomes } = await execute([
      command('issue.create', {
        id: issue,
        project: engine.project,
        severity,
        title: 'All at once',
        description: 'It fails.',
      }),
      command('issue.assign', { issue, assignee: engine.admin }),
      command('issue.transition', { issue, to: 'in_progress' }),
      command('issue.transition', { issue, to: 'resolved', resolutionNote: 'Done.' }),
      command('issue.transition', { issue, to: 'in_progress' }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(5).fill('accepted'));
    const assignments = await engine.store.read
      .selectFrom('assignment')
      .select(['status', 'ended_at'])
      .execute();
    expect(assignments).toEqual([{ status: 'in_progress', ended_at: null }]);
    expect(await engine.store.verify()).toEqual([]);
  });

  test('a refusal leaves the others as they are', async () => {
    const { outcomes } = await execute([tag('a'), tag('A'), tag('b')]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(await countOf('tag')).toBe(2);
  });

  test('atomic: one refusal undoes all, and no id counts as used', async () => {
    const batch = [tag('a'), tag('A')];
    const { outcomes, changed } = await execute(batch, { atomic: true });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected']);
    expect(changed).toBeNull();
    expect(await countOf('tag')).toBe(0);
    const [first] = batch;
    if (first) expect((await execute([first])).outcomes).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('arguments that do not parse are refused in their place and leave no trace', async () => {
    const before = await countOf('command');
    const { outcomes } = await execute([command('tag.create', { name: '' }), command('nope', {})]);
    expect(outcomes).toMatchObject([
      { error: { code: 'VALIDATION' } },
      { error: { code: 'VALIDATION', field: 'name' } },
    ]);
    expect(await countOf('command')).toBe(before);
  });
});

describe('one transaction', () => {
  test('row, activity, notification and outcome are there together, under one version', async () => {
    const dev = await engine.person('devi', 'developer');
    const issue = await engine.issue();
    const before = await engine.store.version();
    await engine.run('issue.assign', { issue, assignee: dev });
    expect(await engine.store.version()).toBe(before + 1);
    const row = await engine.store.read
      .selectFrom('issue')
      .select(['version', 'assignee_name'])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ version: before + 1, assignee_name: 'devi' });
    const told = await engine.store.read.selectFrom('notification').select('kind').execute();
    expect(told).toEqual([{ kind: 'assigned' }]);
    const kinds = await engine.store.read.selectFrom('activity').select('kind').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(['created', 'assigned']);
  });

  test('what throws undoes everything', async () => {
    const before = await engine.store.head();
    const broken = {
      ...tag('a'),
      get args(): unknown {
        throw new Error('broken');
      },
    };
    await expect(execute([tag('b'), broken])).rejects.toThrow('broken');
    expect(await engine.store.head()).toEqual(before);
    expect(await countOf('tag')).toBe(0);
  });

  test('watching is no change of the issue: its version stays', async () => {
    const tess = await engine.person('tess', 'tester');
    const issue = await engine.issue();
    const version = () =>
      engine.store.read.selectFrom('issue').select(['version', 'updated_at']).executeTakeFirst();
    const before = await version();
    await engine.run('issue.watch', { issue }, tess);
    expect(await version()).toEqual(before);
  });

  test('a comment makes its issue recent, and its version stays', async () => {
    const issue = await engine.issue();
    const read = () =>
      engine.store.read
        .selectFrom('issue')
        .select(['version', 'updated_at', 'comment_count'])
        .executeTakeFirstOrThrow();
    const before = await read();
    await engine.run('comment.add', { id: engine.clock.newId(), issue, content: 'Same here.' });
    const after = await read();
    expect(after).toMatchObject({ version: before.version, comment_count: 1 });
    expect(after.updated_at).toBeGreaterThan(before.updated_at);
  });

  test('a deleted issue leaves who, when and what kind, without its texts', async () => {
    const issue = await engine.issue();
    await engine.run('issue.edit', { issue, field: 'title', from: 'A bug', to: 'Another' });
    await engine.run('issue.delete', { issue });
    const left = await engine.store.read
      .selectFrom('activity')
      .select(['kind', 'from_text', 'to_text'])
      .orderBy('at')
      .orderBy('id')
      .execute();
    expect(left.map(({ kind }) => kind)).toEqual(['created', 'edited', 'deleted']);
    expect(left.map(({ from_text, to_text }) => [from_text, to_text])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });
});

describe('what is kept of a refusal', () => {
  test('has no text of the issue, which may be deleted', async () => {
    const issue = await engine.issue();
    const edit = command('issue.edit', { issue, field: 'title', from: 'Other', to: 'Mine' });
    expect((await execute([edit])).outcomes).toMatchObject([
      { error: { code: 'CONFLICT', details: [{ theirs: 'A bug' }] } },
    ]);
    const again = await execute([edit]);
    expect(again.outcomes).toMatchObject([{ error: { code: 'CONFLICT', field: 'title' } }]);
    expect(JSON.stringify(again)).not.toContain('A bug');
  });
});

describe('who acts', () => {
  test('nobody signed in is refused', async () => {
    expect((await execute([tag('a')], { actor: null })).outcomes).toMatchObject([
      { error: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  test('somebody blocked is refused, even within the batch that blocks', async () => {
    const second = await engine.person('bob', 'admin');
    const { outcomes } = await execute([command('user.block', { id: second }), tag('a')], {
      actor: second as UserId,
    });
    expect(outcomes).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'rejected', error: { code: 'UNAUTHENTICATED' } },
    ]);
  });
});

describe('the feed', () => {
  test('names the issues and tables that a commit changed, after it', async () => {
    const told: Changed[] = [];
    engine.feed.listen((changed) => told.push(changed));
    const issue = await engine.issue();
    await engine.run('comment.add', { id: engine.clock.newId(), issue, content: 'Same here.' });
    expect(told.map(({ issues }) => issues)).toEqual([[issue], [issue]]);
    expect(told[0]?.tables).toContain('issue');
    expect(told[1]?.tables).toContain('comment');
    expect(told[1]?.version).toBe(await engine.store.version());
  });

  test('tells of a change that only the record has', async () => {
    const rule = {
      id: engine.clock.newId(),
      project: engine.project,
      name: 'Nobody’s',
      order: 0,
      when: { severities: [], tags: [], type: null, text: '' },
      candidates: { users: [], roles: ['manager'] },
      strategy: 'least-loaded',
    };
    const issue = await engine.issue();
    expect(await engine.run('rule.create', rule)).toMatchObject({ outcome: 'accepted' });
    const before = await engine.store.version();
    const told: Changed[] = [];
    engine.feed.listen((changed) => told.push(changed));
    await engine.run('issue.auto-assign', { issue });
    expect(told).toMatchObject([{ version: before + 1, issues: [issue], tables: ['issue'] }]);
    expect(await engine.store.version()).toBe(before + 1);
  });

  test('is silent about refusals', async () => {
    const told: Changed[] = [];
    engine.feed.listen((changed) => told.push(changed));
    await execute([command('tag.delete', { id: engine.clock.newId() })]);
    expect(told).toEqual([]);
  });
});

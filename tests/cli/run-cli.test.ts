import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '#cli/commands/all.ts';
import { type ExitCode, runCli } from '#cli/run-cli.ts';
import type { CommandId, UserId } from '#domain/ids.ts';
import { openEngine } from '#engine/engine.ts';
import { hashPassword } from '#engine/passwords.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

async function katydid(args: readonly string[], password: string | null = null): Promise<Said> {
  let out = '';
  let err = '';
  const code = await runCli([...args, '--workspace', join(folder, 'ws')], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    showsProgress: false,
    columns: 80,
    stop: new AbortController().signal,
    askPassword: async () => password,
  });
  return { code, out, err };
}
async function json(...args: readonly string[]): Promise<Record<string, never>> {
  const { out } = await katydid([...args, '--json']);
  return JSON.parse(out) as Record<string, never>;
}
const file = (...more: string[]) =>
  katydid(['new', '--title', 'It stops', '--steps', '1. Open', ...more]);

/** Gives commands as the first admin, past the command line: people and rules have no call there. */
async function asAdmin(...wishes: readonly { name: string; args: (id: string) => unknown }[]) {
  const engine = await openEngine({ folder: join(folder, 'ws'), resources: RESOURCES });
  const admin = await engine.store.read
    .selectFrom('user')
    .select('id')
    .orderBy('n')
    .executeTakeFirst();
  const commands = wishes.map(({ name, args }) => ({
    id: engine.clock.newId() as CommandId,
    name,
    args: args(engine.clock.newId()),
  }));
  const { outcomes } = await engine.execute({ actor: (admin?.id ?? '') as UserId, commands });
  await engine.close();
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(wishes.map(() => 'accepted'));
}
const person = (username: string, role: string) => ({
  name: 'user.create',
  args: (id: string) => ({ id, username, name: username, role }),
});

describe('the first call', () => {
  test('makes the workspace, one admin and the project BUG', async () => {
    expect(
      await json('new', '--title', 'It stops', '--description', 'Always', '--as', 'ana'),
    ).toMatchObject({
      issue: {
        key: 'BUG-1',
        reporter: { username: 'ana' },
        severity: { level: 'Major' },
        status: 'open',
      },
    });
  });

  test('takes every field of an issue', async () => {
    await file();
    await asAdmin(person('li', 'developer'));
    const { issue } = await json(
      ...[
        'new',
        '--title',
        'Total is wrong',
        '--project',
        'bug',
        '--steps',
        '1. Pay',
        '--expected',
        '3',
      ],
      ...['--actual', '4', '--frequency', 'always', '--env', 'os=Android 15', '--env', 'note=a=b'],
      ...[
        '--severity',
        'blocker',
        '--priority',
        'high',
        '--assignee',
        'LI',
        '--tag',
        'pay',
        '--tag',
        'Pay',
      ],
      ...['--due', '2026-12-01', '--confidential', '--description', '**bold**'],
    );
    expect(issue).toMatchObject({
      key: 'BUG-2',
      bug: { expected: '3', frequency: 'always', environment: { os: 'Android 15', note: 'a=b' } },
      severity: { level: 'Blocker' },
      priority: 'high',
      assignee: { username: 'li' },
      tags: [{ name: 'Pay' }],
      dueDate: '2026-12-01',
      confidential: true,
    });
  });
});

describe('list and show', () => {
  test('a table fits the terminal and a query narrows it', async () => {
    await file('--title', `${'long '.repeat(40)}`);
    await file('--title', 'short', '--priority', 'high');
    const { out, code } = await katydid(['list', 'priority:high']);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(3);
    const all = await katydid(['list']);
    expect(Math.max(...all.out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(
      80,
    );
    expect(await json('list', 'priority:high')).toMatchObject({
      total: 1,
      issues: [{ key: 'BUG-2' }],
    });
  });

  test('a negation is a word of the query, not a flag', async () => {
    await file();
    expect((await json('list', '-priority:medium')).total).toBe(0);
    expect((await json('list', 'is:open', '-priority:low')).total).toBe(1);
  });

  test.each([
    [[], 3, 3],
    [['--limit', '2'], 3, 2],
    [['--offset', '2'], 3, 1],
    [['--limit', '0'], 3, 0],
    [['--offset', '9'], 3, 0],
  ])('list %j', async (flags, total, length) => {
    for (let n = 0; n < 3; n += 1) await file();
    const listed = await json('list', ...flags);
    expect(listed.total).toBe(total);
    expect(listed.issues).toHaveLength(length);
  });

  test('show tells the whole issue, and no text of it steers the terminal', async () => {
    await file('--description', 'red \u001b[31mtext\u0007');
    await katydid(['comment', 'bug-1', 'Seen', 'too']);
    const { out } = await katydid(['show', 'bug-1']);
    expect(out).toContain('Seen too');
    expect(out).toContain('Steps to reproduce');
    for (const control of ['\u001b', '\u0007']) expect(out).not.toContain(control);
    expect(await json('show', 'BUG-1')).toMatchObject({
      issue: { key: 'BUG-1', description: 'red \u001b[31mtext\u0007' },
      comments: [{ content: 'Seen too' }],
      activity: [{ kind: 'created' }],
    });
  });
});

describe('one command each', () => {
  test('an issue walks through its life', async () => {
    await file();
    await asAdmin(person('li', 'developer'));
    expect(await json('assign', 'BUG-1', 'li')).toMatchObject({
      issue: { assignee: { username: 'li' } },
    });
    expect(await json('move', 'BUG-1', 'in_progress')).toMatchObject({
      issue: { status: 'in_progress' },
    });
    expect(
      await json('move', 'bug-1', 'resolved', '--note', 'Done', '--fixed-in', '4.2'),
    ).toMatchObject({
      issue: { resolution: 'fixed', resolutionNote: 'Done', fixedIn: '4.2' },
    });
    expect(await json('move', 'BUG-1', 'closed')).toMatchObject({ issue: { status: 'closed' } });
  });

  test('a duplicate names its original', async () => {
    await file();
    await file();
    const moved = await json(
      ...[
        'move',
        'BUG-2',
        'resolved',
        '--resolution',
        'duplicate',
        '--duplicate-of',
        'bug-1',
        '--note',
        'Same',
      ],
    );
    expect(moved).toMatchObject({ issue: { duplicateOf: { key: 'BUG-1' } } });
  });

  test('none hands an issue back', async () => {
    await file();
    await katydid(['assign', 'BUG-1', 'me']);
    expect(await json('assign', 'BUG-1', 'none')).toMatchObject({ issue: { assignee: null } });
  });

  test('verify reads everything and says what it held', async () => {
    await file();
    const verified = await json('verify');
    expect(verified).toMatchObject({ ok: true, issues: 1 });
    expect(verified.checks).toSatisfy((checks: { ok: boolean }[]) => checks.every(({ ok }) => ok));
    expect((await katydid(['verify'])).code).toBe(0);
  });
});

describe('a private project', () => {
  test('looks to others as if it were not there, and is not chosen for them', async () => {
    await file();
    await asAdmin(person('tess', 'tester'), {
      name: 'project.create',
      args: (id) => ({ id, key: 'DARK', name: 'Dark', visibility: 'private' }),
    });
    const filed = (key: string) =>
      katydid(['new', '--title', 'x', '--steps', 'x', '--project', key, '--as', 'tess']);
    const [dark, none] = [await filed('DARK'), await filed('NONE')];
    expect(dark.code).toBe(1);
    expect(dark.err.replace('DARK', 'NONE')).toBe(none.err);
  });
});

describe('refusals end with 1 and the reason', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['VALIDATION', 'an empty title', ['new', '--title', ' ', '--steps', 'x']],
    ['VALIDATION', 'neither description nor steps', ['new', '--title', 'x']],
    [
      'VALIDATION',
      'an unknown severity',
      ['new', '--title', 'x', '--steps', 'x', '--severity', 'Huge'],
    ],
    ['VALIDATION', 'an unknown person', ['assign', 'BUG-1', 'nobody.here']],
    ['VALIDATION', 'a wrong day', ['new', '--title', 'x', '--steps', 'x', '--due', 'soon']],
    ['VALIDATION', 'a wrong query', ['list', 'severty:major']],
    ['VALIDATION', 'an empty comment', ['comment', 'BUG-1', ' ']],
    ['INVALID_TRANSITION', 'a move that is not in the workflow', ['move', 'BUG-1', 'closed']],
    ['GUARD_FAILED', 'a guard', ['move', 'BUG-1', 'in_progress']],
    [
      'TRANSITION_FORBIDDEN',
      'a move of others',
      ['move', 'BUG-1', 'resolved', '--note', 'x', '--resolution', 'invalid', '--as', 'tess'],
    ],
    ['FORBIDDEN', 'what the role may not', ['assign', 'BUG-1', 'li', '--as', 'tess']],
    ['NOT_FOUND', 'an issue that is not there', ['show', 'BUG-99']],
    [
      'NOT_FOUND',
      'a project that is not there',
      ['new', '--title', 'x', '--steps', 'x', '--project', 'NOPE'],
    ],
    ['UNAUTHENTICATED', 'somebody who is not there', ['list', '--as', 'ghost']],
    ['UNAUTHENTICATED', 'somebody who is blocked', ['list', '--as', 'bob']],
  ];

  test.each(cases)('%s: %s', async (code, _what, args) => {
    await file();
    await asAdmin(person('li', 'developer'), person('tess', 'tester'), person('bob', 'tester'));
    const engine = await openEngine({ folder: join(folder, 'ws'), resources: RESOURCES });
    const bob = await engine.store.read
      .selectFrom('user')
      .select('id')
      .where('username', '=', 'bob')
      .executeTakeFirst();
    await engine.close();
    await asAdmin({ name: 'user.block', args: () => ({ id: bob?.id }) });

    const spoken = await katydid(args);
    expect(spoken).toMatchObject({ code: 1, out: '' });
    expect(spoken.err).toMatch(/^\p{Lu}.*[.!?]\n$/su);
    const told = await katydid([...args, '--json']);
    expect(told).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(told.out)).toMatchObject({ error: { code, message: spoken.err.trimEnd() } });
  });
});

describe('a password', () => {
  test.each([
    ['the right one', 'long enough', 0],
    ['a wrong one', 'wrong', 1],
    ['none', null, 1],
  ])('%s ends with its code', async (_what, given, code) => {
    await file('--as', 'ana');
    const passwordHash = await hashPassword('long enough');
    const engine = await openEngine({ folder: join(folder, 'ws'), resources: RESOURCES });
    const ana = await engine.store.read.selectFrom('user').select('id').executeTakeFirst();
    await engine.close();
    await asAdmin({ name: 'user.set-password', args: () => ({ id: ana?.id, passwordHash }) });
    expect((await katydid(['list', '--as', 'ana'], given)).code).toBe(code);
  });
});

describe('wrong usage ends with 2 and what would be right', () => {
  test.each([
    [['nope'], /There is no command nope/],
    [['show'], /katydid show KEY/],
    [['show', 'a', 'b'], /katydid show KEY/],
    [['list', '--limit', 'many'], /--limit takes a whole number/],
    [['list', '--nope'], /--nope/],
    [['new'], /new needs a title/],
    [['new', '--title', 'x', '--steps', 'x', '--env', 'os'], /KEY=VALUE/],
    [['serve', '--port', '99999'], /--port takes/],
  ])('%j', async (args, message) => {
    const { code, err, out } = await katydid(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('help is no mistake, and names every command', async () => {
    const { code, out } = await katydid(['--help']);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(out).toContain(`  ${name}`);
    for (const { name, flagHelp } of COMMANDS) {
      const help = await katydid([name, '--help']);
      expect(help.code).toBe(0);
      for (const line of flagHelp) expect(help.out).toContain(line);
    }
  });
});

test('a folder that holds something else is refused untouched', async () => {
  mkdirSync(join(folder, 'ws'));
  const store = join(folder, 'ws', 'katydid.sqlite');
  writeFileSync(store, 'not a database at all, but somebody’s file');
  const { code, err } = await katydid(['list']);
  expect(code).toBe(1);
  expect(err).toContain('is not a Katydid workspace');
  expect(readFileSync(store, 'utf8')).toBe('not a database at all, but somebody’s file');
});

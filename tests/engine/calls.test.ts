import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerCall } from '#engine/calls.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import { createSession, type Session } from '#engine/session.ts';
import { API, type CallInput, type CallName, type CallOutput } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import { countingClock, RESOURCES, scratchFolder } from '#tests/support/engine.ts';

const WINDOW = { offset: 0, count: 50 };
const ZONE = 'Europe/Berlin';
const clock = countingClock();
let folder: string;
let engine: Engine;
let session: Session;

beforeEach(async () => {
  folder = scratchFolder();
  engine = await openEngine({ folder, resources: RESOURCES, clock });
  session = await createSession(engine, { shell: 'browser' });
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every answer is held against the schema of the table. */
async function call<N extends CallName>(
  name: N,
  input: CallInput<N>,
): Promise<Result<CallOutput<N>>> {
  const result = await answerCall(session, name, input);
  if (result.ok) API[name].output.parse(result.value);
  return result as Result<CallOutput<N>>;
}
async function value<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await call(name, input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
async function run(name: string, args: Record<string, unknown>) {
  const { outcomes } = await value('execute', {
    commands: [{ id: clock.newId(), name, args }],
  });
  return outcomes[0];
}
async function start(): Promise<CallOutput<'session.get'>> {
  return value('workspace.start', { name: 'Ana Lindqvist', start: 'empty' });
}
async function newIssue(args: Record<string, unknown> = {}): Promise<string> {
  const [project] = (await value('projects.list', { text: '', archived: false, ...WINDOW }))
    .projects;
  const { severities } = await value('severities.list', {});
  const id = clock.newId();
  const given = { title: 'Refund is sent twice', description: 'Twice.', ...args };
  const made = await run('issue.create', {
    id,
    project: project?.id,
    severity: severities.find(({ level }) => level === 'Major')?.id,
    ...given,
  });
  expect(made?.outcome).toBe('accepted');
  return id;
}

describe('first start', () => {
  test('an untouched folder has no workspace, nobody and nothing open', async () => {
    expect(await value('session.get', {})).toMatchObject({ workspace: null, profile: null });
  });

  test('a name is enough: an admin with a username of it, and a project to file in', async () => {
    expect(await start()).toMatchObject({
      profile: { name: 'Ana Lindqvist', username: 'ana-lindqvist', role: 'admin' },
      counts: { unread: 0, issues: 0 },
    });
    const { projects } = await value('projects.list', { text: '', archived: false, ...WINDOW });
    expect(projects.map(({ key }) => key)).toEqual(['BUG']);
  });

  test('who brings a file starts without a project of ours', async () => {
    await value('workspace.start', { name: 'Ana', start: 'import' });
    const { total } = await value('projects.list', { text: '', archived: false, ...WINDOW });
    expect(total).toBe(0);
  });

  test('an empty name is refused in words, and nothing has begun', async () => {
    const refused = await call('workspace.start', { name: '  ', start: 'empty' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
    expect(await value('session.get', {})).toMatchObject({ workspace: null });
  });

  test('a second start is refused', async () => {
    await start();
    const again = await call('workspace.start', { name: 'Li', start: 'empty' });
    expect(again).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  test('whoever was here last is here again, unless there is a password', async () => {
    const { profile } = await start();
    expect((await createSession(engine, { shell: 'browser' })).profile).toBe(profile?.id);
    await value('password.set', { user: profile?.id ?? '', password: 'long enough' });
    expect((await createSession(engine, { shell: 'browser' })).profile).toBeNull();
  });
});

describe('profiles', () => {
  test('a password is asked for and only the right one opens', async () => {
    const { profile } = await start();
    const user = profile?.id ?? '';
    await value('password.set', { user, password: 'long enough' });
    await value('session.leave', {});
    expect(await call('issues.page', page())).toMatchObject({
      ok: false,
      error: { code: 'UNAUTHENTICATED' },
    });
    for (const password of [undefined, 'wrong', 'long enough ']) {
      const tried = await call('session.enter', password ? { user, password } : { user });
      expect(tried).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } });
    }
    expect(await value('session.enter', { user, password: 'long enough' })).toMatchObject({
      profile: { hasPassword: true },
    });
  });

  test.each([
    ['too short', 'seven77', /8 to 128/],
    ['too long', 'x'.repeat(129), /./],
  ])('a password that is %s is refused', async (_how, password, message) => {
    const { profile } = await start();
    const refused = await call('password.set', { user: profile?.id ?? '', password });
    expect(refused).toMatchObject({ ok: false, error: { code: 'VALIDATION', message } });
  });

  test('guessing is slowed down, for the right password too, and for that person alone', async () => {
    const { profile } = await start();
    const user = profile?.id ?? '';
    await value('password.set', { user, password: 'long enough' });
    const codes: string[] = [];
    for (const password of ['1', '2', '3', '4', '5', 'long enough']) {
      const tried = await call('session.enter', { user, password });
      codes.push(tried.ok ? 'in' : tried.error.code);
    }
    expect(codes).toEqual([...Array(5).fill('UNAUTHENTICATED'), 'RATE_LIMITED']);
    for (let seconds = 0; seconds < 30; seconds += 1) clock.now();
    expect(await value('session.enter', { user, password: 'long enough' })).toMatchObject({
      profile: { id: user },
    });
  });

  test('one’s own password changes only with the current one', async () => {
    const { profile } = await start();
    const user = profile?.id ?? '';
    await value('password.set', { user, password: 'long enough' });
    expect(await call('password.set', { user, password: null, current: 'no' })).toMatchObject({
      ok: false,
      error: { field: 'current' },
    });
    await value('password.set', { user, password: null, current: 'long enough' });
    expect(await value('session.enter', { user })).toMatchObject({ profile: { id: user } });
  });

  test('nobody who is blocked enters', async () => {
    await start();
    const id = clock.newId();
    await run('user.create', { id, username: 'bob', name: 'Bob', role: 'tester' });
    await run('user.block', { id });
    expect(await call('session.enter', { user: id })).toMatchObject({
      error: { code: 'UNAUTHENTICATED' },
    });
    const { people } = await value('session.profiles', { text: 'bob', ...WINDOW });
    expect(people).toEqual([]);
  });
});

function page(query = '', more = {}): CallInput<'issues.page'> {
  return { query, group: 'none', collapsed: [], timeZone: ZONE, ...WINDOW, ...more };
}

describe('what screens read', () => {
  test('a filed issue stands in list, board, its own screen and its timeline', async () => {
    await start();
    const id = await newIssue();
    const list = await value('issues.page', page('', { group: 'status' }));
    expect(list).toMatchObject({
      total: 1,
      rows: [
        { id, key: 'BUG-1', status: { label: 'Open' }, reporter: { username: 'ana-lindqvist' } },
      ],
      groups: [{ status: 'open', count: 1 }],
    });
    const board = await value('board.page', { query: 'project:bug', timeZone: ZONE, count: 20 });
    expect(board.columns.map(({ status, total }) => [status, total])).toEqual([
      ['open', 1],
      ['in_progress', 0],
      ['resolved', 0],
      ['closed', 0],
    ]);
    const view = await value('issue.get', { issue: 'bug-1' });
    expect(view.issue).toMatchObject({
      id,
      key: 'BUG-1',
      watching: true,
      severity: { level: 'Major' },
    });
    expect(view.moves.map(({ to }) => to)).toEqual(['in_progress', 'resolved', 'closed']);
    expect(view.may.delete.open).toBe(true);
    const { entries } = await value('issue.timeline', { issue: id, show: 'all', ...WINDOW });
    expect(entries).toMatchObject([{ entry: 'activity', activity: { kind: 'created' } }]);
  });

  test('comments and changes are one timeline, and can be told apart', async () => {
    await start();
    const issue = await newIssue();
    await run('comment.add', { id: clock.newId(), issue, content: 'Seen too.' });
    await run('issue.edit', { issue, field: 'priority', from: 'medium', to: 'high' });
    const shown = async (show: 'all' | 'comments' | 'changes') =>
      (await value('issue.timeline', { issue, show, ...WINDOW })).entries.map((entry) =>
        entry.entry === 'comment' ? entry.comment.content : entry.activity.kind,
      );
    expect(await shown('all')).toEqual(['created', 'Seen too.', 'edited']);
    expect(await shown('comments')).toEqual(['Seen too.']);
    expect(await shown('changes')).toEqual(['created', 'edited']);
  });

  test.each([
    ['éva', ['eva']],
    ['ÉVA', ['eva']],
    ['a_b', ['a_b']],
    ['100%', []],
    ['anna', ['anna']],
  ])('people are found by %s', async (text, usernames) => {
    await start();
    const names = { eva: 'Éva Nagy', a_b: 'A under B', axb: 'A and B', anna: 'Anna' };
    for (const [username, name] of Object.entries(names)) {
      await run('user.create', { id: clock.newId(), username, name, role: 'tester' });
    }
    const { people } = await value('people.search', { text, ...WINDOW });
    expect(people.map(({ username }) => username)).toEqual(usernames);
    const profiles = await value('session.profiles', { text, ...WINDOW });
    expect(profiles.people.map(({ username }) => username)).toEqual(usernames);
  });

  test('moves tell what the domain says', async () => {
    await start();
    const issue = await newIssue();
    const { moves } = await value('issue.moves', { issue });
    expect(moves.find(({ to }) => to === 'closed')).toMatchObject({
      open: false,
      reason: /resolved/,
    });
  });

  test('a draft and a setting stay with the person', async () => {
    await start();
    await value('draft.set', { key: 'comment:1', value: 'half a sent' });
    expect(await value('draft.get', { key: 'comment:1' })).toMatchObject({ value: 'half a sent' });
    await value('draft.set', { key: 'comment:1', value: null });
    expect(await value('draft.get', { key: 'comment:1' })).toMatchObject({ value: null });
    await value('setting.set', { key: 'theme', value: 'dark' });
    expect(await value('session.get', {})).toMatchObject({ settings: { theme: 'dark' } });
  });

  test('the inbox shows what others did, and forgets what went out of sight', async () => {
    const { profile } = await start();
    const issue = await newIssue();
    const mina = clock.newId();
    await run('user.create', { id: mina, username: 'mina', name: 'Mina', role: 'developer' });
    await value('session.enter', { user: mina });
    await run('comment.add', { id: clock.newId(), issue, content: 'Here too.' });
    await value('session.enter', { user: profile?.id ?? '' });
    const inbox = await value('inbox.page', { unread: true, ...WINDOW });
    expect(inbox).toMatchObject({
      total: 1,
      unread: 1,
      notifications: [{ kind: 'commented', actor: { username: 'mina' }, issue: { key: 'BUG-1' } }],
    });
    await run('notification.read', { id: inbox.notifications[0]?.id });
    expect(await value('inbox.page', { unread: true, ...WINDOW })).toMatchObject({ total: 0 });
    await run('issue.assign', { issue, assignee: mina });
    await value('session.enter', { user: mina });
    expect((await value('inbox.page', { unread: true, ...WINDOW })).total).toBe(1);
    await value('session.enter', { user: profile?.id ?? '' });
    const [project] = (await value('projects.list', { text: '', archived: false, ...WINDOW }))
      .projects;
    await run('project.edit', {
      id: project?.id,
      field: 'visibility',
      from: 'public',
      to: 'private',
    });
    await value('session.enter', { user: mina });
    expect((await value('inbox.page', { unread: false, ...WINDOW })).total).toBe(0);
  });
});

describe('a query that is wrong is named, never an empty list', () => {
  test.each([
    ['severty:major', { at: 1, length: 7, hint: 'severity' }],
    ['assignee:nobody.here', { at: 10, length: 11 }],
    ['tag:nope', { at: 5, length: 4 }],
    ['status:opne', { at: 8, length: 4, hint: 'open' }],
    ['project:XYZ', { at: 9, length: 3 }],
    ['severity:Majr', { at: 10, length: 4, hint: 'Major' }],
    ['key:BUG-99', { at: 5, length: 6 }],
  ])('%s', async (query, details) => {
    await start();
    await newIssue();
    expect(await call('issues.page', page(query))).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION', details },
    });
  });

  test('nor does a private project betray its key', async () => {
    await start();
    const [project] = (await value('projects.list', { text: '', archived: false, ...WINDOW }))
      .projects;
    await run('project.edit', {
      id: project?.id,
      field: 'visibility',
      from: 'public',
      to: 'private',
    });
    const id = clock.newId();
    await run('user.create', { id, username: 'tess', name: 'Tess', role: 'tester' });
    await value('session.enter', { user: id });
    for (const query of ['project:BUG', 'project:XYZ']) {
      const refused = await call('issues.page', page(query));
      expect(refused).toMatchObject({ ok: false, error: { message: /^No project/ } });
    }
    const { suggestions } = await value('issues.suggest', { query: 'project:b', caret: 9 });
    expect(suggestions).toEqual([]);
  });

  test('suggestions complete fields, fixed values and names', async () => {
    await start();
    const labels = async (query: string) =>
      (await value('issues.suggest', { query, caret: query.length })).suggestions.map(
        ({ label }) => label,
      );
    expect(await labels('sev')).toContain('severity:');
    expect(await labels('priority:h')).toEqual(['high']);
    expect(await labels('assignee:an')).toContain('ana-lindqvist');
    expect(await labels('severity:bl')).toEqual(['Blocker']);
  });
});

describe('the door', () => {
  test.each([
    ['execute', { commands: [] }],
    ['execute', { commands: [{ id: 'x', name: 'tag.create', args: {} }] }],
    ['issues.page', {}],
    ['issues.page', { ...page(), offset: -1 }],
    ['issues.page', { ...page(), timeZone: 'Mars/Olympus' }],
    ['issues.page', { ...page(), surprise: true }],
    ['issue.get', { issue: { $ne: null } }],
    ['session.get', null],
  ] as const)('%s refuses %j in words', async (name, input) => {
    await start();
    const refused = await answerCall(session, name, input);
    expect(refused).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
  });

  test.each([
    'workspace.create',
    'user.register',
    'user.set-password',
    'issue.import',
    'attachment.add',
  ])('a page cannot give %s', async (name) => {
    await start();
    const commands = [{ id: clock.newId(), name, args: {} }];
    expect(await call('execute', { commands })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  test('a page cannot make up the hash of a password', async () => {
    await start();
    const args = { id: clock.newId(), username: 'bob', name: 'Bob', role: 'tester' };
    const forged = [
      { id: clock.newId(), name: 'user.create', args: { ...args, passwordHash: 'scrypt$ln=30' } },
    ];
    expect(await call('execute', { commands: forged })).toMatchObject({
      error: { code: 'FORBIDDEN', field: 'passwordHash' },
    });
    expect(await run('user.create', args)).toMatchObject({ outcome: 'accepted' });
  });

  test('a fault of ours is told by its number, never by what is in it', async () => {
    await start();
    const reads = { store: { ...engine.store, read: null }, lists: null };
    const broken = { ...session, engine: { ...engine, ...reads } } as unknown as Session;
    const told = await answerCall(broken, 'session.get', {});
    expect(told).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(told.ok || told.error.message).toMatch(
      /^Something went wrong here\. .* incident \w{12} /,
    );
  });

  test('an issue that does not exist is not found', async () => {
    await start();
    for (const issue of ['BUG-404', clock.newId(), 'nonsense', '']) {
      expect(await call('issue.get', { issue })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    }
  });

  test('another session that closes leaves the files of this one', async () => {
    await start();
    const { file } = await value('file.begin', { name: 'a.csv', size: 3 });
    const other = await openEngine({ folder, resources: RESOURCES, clock });
    await createSession(other, { shell: 'browser' });
    await other.close();
    const base64 = Buffer.from('abc').toString('base64');
    expect(await value('file.append', { file, base64 })).toEqual({ received: 3 });
    const task = await value('import.start', { file, dryRun: true, skipBad: false });
    expect(task.task).not.toBe('');
  });

  test('pieces that come at once do not pass the size together', async () => {
    await start();
    const { file } = await value('file.begin', { name: 'a.csv', size: 4 });
    const base64 = Buffer.from('abc').toString('base64');
    const both = await Promise.all([1, 2].map(() => call('file.append', { file, base64 })));
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test('long work is its owner’s alone', async () => {
    const { profile } = await start();
    const { file } = await value('file.begin', { name: 'a.csv', size: 0 });
    const { task } = await value('import.start', { file, dryRun: true, skipBad: false });
    const id = clock.newId();
    await run('user.create', { id, username: 'bob', name: 'Bob', role: 'manager' });
    await value('session.enter', { user: id });
    expect(await value('task.list', {})).toEqual({ tasks: [] });
    expect(await call('task.cancel', { task })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    await value('session.enter', { user: profile?.id ?? '' });
    expect((await value('task.list', {})).tasks.map((one) => one.id)).toEqual([task]);
  });

  test('a file comes whole or is not taken', async () => {
    await start();
    const { file } = await value('file.begin', { name: 'a.csv', size: 6 });
    const half = Buffer.from('abc').toString('base64');
    expect(await value('file.append', { file, base64: half })).toEqual({ received: 3 });
    const early = await call('import.start', { file, dryRun: true, skipBad: false });
    expect(early).toMatchObject({ ok: false, error: { message: /3 of 6 bytes/ } });
    const tooMuch = Buffer.from('abcdef').toString('base64');
    expect(await call('file.append', { file, base64: tooMuch })).toMatchObject({ ok: false });
  });
});

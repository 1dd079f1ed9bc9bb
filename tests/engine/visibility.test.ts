import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { answerCall } from '#engine/calls.ts';
import { createSession, type Session } from '#engine/session.ts';
import { API, type CallInput, type CallName } from '#protocol/api.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';

/*
 * What somebody does not see looks as if it did not exist (spec: Permissions). Every secret bears a
 * word of its own, or is an id; every query of the table is asked by everybody, about everything, and
 * whatever it answers is searched for the words of what the asker does not see.
 */

const PEOPLE = {
  stranger: 'developer',
  member: 'tester',
  reporter: 'developer',
  assignee: 'tester',
  manager: 'manager',
  admin: 'admin',
} as const;
type Person = keyof typeof PEOPLE;
const EVERYBODY = Object.keys(PEOPLE) as Person[];

interface Secret {
  readonly issue: string;
  readonly key: string;
  /** Texts that nothing else here has. */
  readonly words: readonly string[];
  readonly seenBy: readonly Person[];
}

const WINDOW = { offset: 0, count: 500 };
const ZONE = 'UTC';
let engine: TestEngine;
let session: Session;
let people: Readonly<Record<Person, UserId>>;
let hidden: { readonly id: string; readonly seenBy: readonly Person[] };
let secrets: Readonly<Record<'private' | 'confidential' | 'both', Secret>>;
let open: string;

beforeAll(async () => {
  engine = await openTestEngine();
  session = await createSession(engine, { shell: 'browser' });
  const made: Partial<Record<Person, UserId>> = { admin: engine.admin };
  for (const who of EVERYBODY) made[who] ??= await engine.person(who, PEOPLE[who]);
  people = made as Record<Person, UserId>;

  const id = engine.clock.newId();
  await done('project.create', {
    id,
    key: 'HIDDEN',
    name: 'Wolpertinger',
    visibility: 'private',
    members: [people.member, people.reporter],
  });
  hidden = { id, seenBy: ['member', 'reporter', 'admin'] };
  open = await engine.issue({ title: 'Seen by all' });
  secrets = {
    private: await secret('aardvark', { project: id }, people.reporter, hidden.seenBy),
    confidential: await secret('bandicoot', { confidential: true }, people.reporter, [
      'reporter',
      'assignee',
      'manager',
      'admin',
    ]),
    both: await secret('capybara', { project: id, confidential: true }, people.reporter, [
      'reporter',
      'admin',
    ]),
  };
  await done('issue.assign', { issue: secrets.confidential.issue, assignee: people.assignee });

  // The open issue is called a duplicate of a secret one by somebody who sees it.
  const move = { issue: open, resolution: 'duplicate', resolutionNote: 'The same.' };
  await done('issue.transition', { ...move, to: 'resolved', duplicateOf: secrets.both.issue });

  // Each secret blocks the open issue, say those who see both, and has a file.
  for (const { issue, words } of Object.values(secrets)) {
    await done('issue.relate', { id: engine.clock.newId(), issue, other: open, kind: 'blocks' });
    const file = { name: `${words[0]}.png`, mime: 'image/png', size: 1, sha256: '0f'.repeat(32) };
    await done('attachment.add', { id: engine.clock.newId(), issue, ...file });
  }

  // Everybody watched, commented and was told of what was open once, then it was hidden.
  for (const who of EVERYBODY) await done('issue.watch', { issue: open }, people[who]);
});
afterAll(() => engine.close());

async function done(name: string, args: object, as: UserId = engine.admin): Promise<void> {
  expect(await engine.run(name, args, as)).toMatchObject({ outcome: 'accepted' });
}

/** Files an issue, lets all who can follow it, and only then hides it. */
async function secret(
  word: string,
  { confidential = false, ...place }: { project?: string; confidential?: boolean },
  reporter: UserId,
  seenBy: readonly Person[],
): Promise<Secret> {
  const tag = engine.clock.newId();
  await done('tag.create', { id: tag, name: `tag of ${seenBy.length}`, colour: '#123456' });
  const issue = await engine.issue(
    {
      ...place,
      title: `Title ${word}`,
      bug: { stepsToReproduce: `Steps ${word}`, environment: { os: `${word}OS` } },
      tags: [tag],
    },
    reporter,
  );
  for (const who of EVERYBODY) await engine.run('issue.watch', { issue }, people[who]);
  const comment = { id: engine.clock.newId(), issue, content: `Comment ${word} @stranger @member` };
  await done('comment.add', comment);
  if (confidential) {
    await done('issue.edit', { issue, field: 'confidential', from: false, to: true });
  }
  await done('comment.add', { ...comment, id: engine.clock.newId() });
  const row = await engine.store.read
    .selectFrom('issue')
    .select(['project_key', 'number'])
    .where('id', '=', issue)
    .executeTakeFirstOrThrow();
  return { issue, key: `${row.project_key}-${row.number}`, words: [word, issue], seenBy };
}

/** Every query of the table, asked about everything that there is. */
function questions(): readonly (readonly [CallName, unknown])[] {
  const keys = Object.values(secrets).flatMap(({ issue, key }) => [issue, key]);
  const words = Object.values(secrets).flatMap((one) => one.words);
  const queries = [
    '',
    'has:duplicate',
    'is:blocked',
    'has:attachment',
    'is:confidential',
    'is:watching',
    'sort:title',
    'reporter:reporter',
    ...words.map((word) => `"${word}"`),
  ];
  const page = { group: 'status' as const, collapsed: [], timeZone: ZONE, ...WINDOW };
  const all: { readonly [N in CallName]?: readonly CallInput<N>[] } = {
    'session.get': [{}],
    'session.profiles': [{ text: '', ...WINDOW }],
    'issues.page': queries.map((query) => ({ ...page, query })),
    'issues.suggest': ['project:h', 'env:', 'key:HIDDEN-', 'key:HIDDEN-1', 'tag:', 'wol'].map(
      (query) => ({ query, caret: query.length }),
    ),
    'board.page': queries.map((query) => ({ query, timeZone: ZONE, count: 200 })),
    'board.window': [{ query: '', timeZone: ZONE, status: 'open', ...WINDOW }],
    'issue.get': [...keys, open].map((issue) => ({ issue })),
    'issue.moves': [...keys, open].map((issue) => ({ issue })),
    'issue.timeline': [...keys, open].map((issue) => ({ issue, show: 'all', ...WINDOW })),
    'inbox.page': [{ unread: false, ...WINDOW }],
    'people.search': [{ text: '', project: hidden.id, ...WINDOW }],
    'projects.list': [{ text: '', archived: true, ...WINDOW }],
    'severities.list': [{}],
    'tags.search': [{ text: '', ...WINDOW }],
    'workflows.list': [{}],
    'draft.get': [{ key: `comment:${keys[0]}` }],
    'task.list': [{}],
  };
  return Object.entries(all).flatMap(([name, inputs]) =>
    inputs.map((input) => [name as CallName, input] as const),
  );
}

/** What is said to this person, less what they said themselves. */
async function said(who: Person, name: CallName, input: unknown): Promise<string> {
  session.profile = people[who];
  const result = await answerCall(session, name, input);
  const texts = Object.values(input as object).filter((part) => typeof part === 'string');
  return texts
    .filter((text) => text !== '')
    .reduce((text, own) => text.replaceAll(own, ''), JSON.stringify(result));
}

async function answered<T>(who: Person, name: CallName, input: unknown): Promise<T> {
  session.profile = people[who];
  const result = await answerCall(session, name, input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value as T;
}

test('every query of the table is asked', () => {
  const asked = new Set(questions().map(([name]) => name));
  const queries = Object.entries(API).flatMap(([name, { kind }]) => (kind === 'query' ? name : []));
  expect(queries.filter((name) => !asked.has(name as CallName))).toEqual([]);
});

describe.each(EVERYBODY)('%s', (who) => {
  test('is told nothing of what they do not see, whatever they ask', async () => {
    const unseen = Object.values(secrets).filter(({ seenBy }) => !seenBy.includes(who));
    const words = unseen.flatMap(({ words: own }) => own);
    if (!hidden.seenBy.includes(who)) words.push('HIDDEN-', 'Wolpertinger', hidden.id);
    for (const [name, input] of questions()) {
      const text = await said(who, name, input);
      const leaked = words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
      expect(leaked, `${name} ${JSON.stringify(input)}`).toEqual([]);
    }
  });

  test('counts what they see and no more', async () => {
    const seen = 1 + Object.values(secrets).filter(({ seenBy }) => seenBy.includes(who)).length;
    const { total } = await answered<{ total: number }>(who, 'issues.page', {
      query: '',
      group: 'none',
      collapsed: [],
      timeZone: ZONE,
      ...WINDOW,
    });
    const board = await answered<{ columns: { total: number }[] }>(who, 'board.page', {
      query: '',
      timeZone: ZONE,
      count: 50,
    });
    const { counts } = await answered<{ counts: { issues: number } }>(who, 'session.get', {});
    const counted = async (name: CallName, list: string, input: object) => {
      const lists = await answered<Record<string, { issueCount: number }[]>>(who, name, input);
      return (lists[list] ?? []).reduce((sum, { issueCount }) => sum + issueCount, 0);
    };
    expect({
      total,
      board: board.columns.reduce((sum, column) => sum + column.total, 0),
      session: counts.issues,
      severities: await counted('severities.list', 'severities', {}),
      projects: await counted('projects.list', 'projects', {
        text: '',
        archived: true,
        ...WINDOW,
      }),
      tags: await counted('tags.search', 'tags', { text: '', ...WINDOW }),
    }).toEqual({
      total: seen,
      board: seen,
      session: seen,
      severities: seen,
      projects: seen,
      tags: seen - 1,
    });
  });

  test('gets of an issue out of sight the very answer of one that is not there', async () => {
    for (const { issue, key, seenBy } of Object.values(secrets)) {
      for (const name of ['issue.get', 'issue.moves', 'issue.timeline'] as const) {
        for (const one of [issue, key]) {
          const more = name === 'issue.timeline' ? { show: 'all', ...WINDOW } : {};
          const nothing = one === key ? 'HIDDEN-999' : engine.clock.newId();
          const absent = await said(who, name, { issue: nothing, ...more });
          const there = await said(who, name, { issue: one, ...more });
          expect(there === absent, `${name} ${one}`).toBe(!seenBy.includes(who));
        }
      }
    }
  });

  test('learns who may be assigned only in a project that they see', async () => {
    const input = { text: '', project: hidden.id, ...WINDOW };
    const { total } = await answered<{ total: number }>(who, 'people.search', input);
    expect(total).toBe(hidden.seenBy.includes(who) ? hidden.seenBy.length : 0);
  });

  test('finds the open issue blocked exactly where they see what blocks it', async () => {
    const { total } = await answered<{ total: number }>(who, 'issues.page', {
      query: 'key:BUG-1 is:blocked',
      group: 'none',
      collapsed: [],
      timeZone: ZONE,
      ...WINDOW,
    });
    const record = await said(who, 'issue.timeline', { issue: open, show: 'changes', ...WINDOW });
    const blockers = Object.values(secrets).filter(({ seenBy }) => seenBy.includes(who));
    expect(total).toBe(blockers.length > 0 ? 1 : 0);
    expect(record.split('"blockedBy"').length - 1).toBe(blockers.length);
  });

  test('is told by name of the original exactly where they see it', async () => {
    const view = await said(who, 'issue.get', { issue: open });
    const record = await said(who, 'issue.timeline', { issue: open, show: 'all', ...WINDOW });
    const seen = secrets.both.seenBy.includes(who);
    expect([view.includes(secrets.both.key), record.includes(secrets.both.key)]).toEqual([
      seen,
      seen,
    ]);
  });
});

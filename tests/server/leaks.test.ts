import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSchema } from '#server/graphql/schema.ts';
import { EventReader } from '#tests/support/event-reader.ts';
import {
  type Client,
  DATABASES,
  type HttpAnswer,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';
import { everythingSeenBy, LISTS, OF_ONE } from './leaks/everything-seen.ts';
import { Follower } from './leaks/follower.ts';
import {
  DOCUMENTS,
  documentsNaming,
  type Guess,
  giveCommandsNaming,
  ownIssue,
  type Props,
  REQUESTS,
} from './leaks/guesses.ts';
import {
  fileOf,
  type HiddenKind,
  type HiddenThings,
  hideIssue,
  hideProject,
  makeDouble,
  makeOpenWorld,
  namesOf,
  type OpenWorld,
  tellingOf,
  together,
} from './leaks/hidden-world.ts';

/* Nothing hidden shows through any door: each answer is what it would be without the hidden things. */

const KINDS = Object.keys(REQUESTS) as HiddenKind[];
/** Which of the reads of one thing speak of which kind. */
const PATHS: Readonly<Partial<Record<HiddenKind, string>>> = {
  issue: '/api/issues/:id',
  project: '/api/projects/:id',
  attachment: '/api/attachments/:id',
  upload: '/api/uploads/:id',
};

/** Somebody, and what is hidden from them. */
interface Onlooker {
  readonly person: Person;
  readonly hidden: HiddenThings;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What live streams told while somebody wrote on hidden things. */
  readonly told: string;
  readonly props: Props;
}

describe.each(DATABASES)('what is hidden, on %s', { timeout: 60_000 }, (database) => {
  let server: TestServer;
  let world: OpenWorld;
  let doubles: readonly string[];
  let onlookers: readonly Onlooker[];
  /** Was a member, and is one no more. */
  let removed: Onlooker;
  let blocked: { readonly person: Person; readonly follower: Follower; readonly ticket: string };
  /** Where the stream of the one who was removed stood while they saw everything. */
  let position: string;
  /** What the one who was removed asked before, to be asked again. */
  const repeated: (() => Promise<HttpAnswer>)[] = [];

  beforeAll(async () => {
    server = await startServer(database);
    world = await makeOpenWorld(server);
    const once = await server.person('developer', 'once');
    const eve = await server.person('tester', 'eve');
    const mia = await server.person('manager', 'mia');
    const person = await server.person('developer', 'zed');
    const drawn = await person.post('/api/events/ticket');
    const { ticket } = drawn.body.data;
    blocked = { person, follower: await Follower.open(world, person), ticket };
    const early = await Follower.open(world, once);
    const mark = async (title: string) => {
      await server.admin.patch(`/api/issues/${world.issue}`, { title });
      await early.until(title);
    };
    await mark('Nothing is hidden');
    await mark('The plain one');
    position = early.position;

    const strangers = [once, eve];
    const before = await Promise.all(strangers.map(everythingSeenBy));
    const ask = (id: string, word: string) => askOften(once, id, word);
    const issue = await hideIssue(world, once, ask);
    await mark('One is hidden');
    await mark('The plain one');
    // Managers see what is confidential in the projects that they see.
    const beforeMia = await everythingSeenBy(mia);
    const project = await hideProject(world, once, ask);
    await mark('All is hidden');
    await mark('The plain one');
    const both = together(issue, project);

    const after = await Promise.all([...strangers, mia].map(everythingSeenBy));
    const late = await Promise.all([eve, mia].map((one) => Follower.open(world, one)));
    const followers = [early, ...late];
    for (const { issue: names, word } of [issue, project]) {
      const path = `/api/issues/${names[0]}`;
      await server.admin.post(`${path}/comments`, { content: `${word} @once @eve @mia` });
      await server.admin.patch(path, { title: `The plainest one ${word}` });
    }
    await server.admin.patch(`/api/issues/${world.issue}`, { title: 'All was said' });

    const people = [...strangers, mia];
    onlookers = await Promise.all(
      people.map(async (one, index): Promise<Onlooker> => {
        const follower = followers[index];
        const told = [await follower?.until('All was said'), await follower?.leave()].join();
        const seen = { before: [...before, beforeMia][index] ?? [], after: after[index] ?? [] };
        const props = { caller: one, own: await ownIssue(one), newId: server.engine.clock.newId };
        const hidden = one === mia ? project : both;
        return { person: one, hidden, ...seen, told, props };
      }),
    );
    [removed = never()] = onlookers;
    doubles = [await makeDouble(world, issue), await makeDouble(world, project)];
    await server.admin.patch(`/api/users/${person.id}`, { blocked: true });
  });
  afterAll(() => server.close());

  /** What may be sent again later, while all of it is seen. */
  async function askOften(person: Person, issue: string, word: string): Promise<void> {
    const { project } = (await person.get(`/api/issues/${issue}`)).body.data;
    const requests: readonly (readonly [string, object])[] = [
      [`/api/issues/${issue}/comments`, { content: word }],
      [`/api/issues/${issue}/uploads`, { ...fileOf('once'), size: 2 }],
      [`/api/issues/${issue}/relations`, { kind: 'relates', other: world.issue }],
      [`/api/issues/${issue}/assignments`, { assignee: 'once' }],
      // Refused, which is kept too.
      [`/api/issues/${issue}/transition`, { to: 'closed' }],
      ['/api/issues', { project: project.key, title: word, description: word }],
    ];
    for (const [path, body] of project.key === 'SEC' ? requests : requests.slice(0, -1)) {
      const headers = { 'idempotency-key': server.engine.clock.newId() };
      const first = await person.post(path, body, headers);
      expect(first.status, path).not.toBe(404);
      repeated.push(() => person.post(path, body, headers));
    }
  }

  test('is in no list, count, order, search, report, notification or GraphQL answer', () => {
    for (const { before, after, hidden } of onlookers) {
      expect(after).toEqual(before);
      for (const text of after) expect(text).not.toMatch(tellingOf(hidden));
    }
  });

  test('is not told to live streams, whenever they were opened', () => {
    for (const { told, hidden } of onlookers) {
      expect(told).toContain(world.issue);
      expect(told).not.toMatch(tellingOf(hidden));
    }
  });

  test('is not told by what refers to it', async () => {
    for (const { person, hidden } of onlookers) {
      for (const issue of [world.issue, ...doubles]) {
        for (const { path } of OF_ONE.filter(({ path }) => path.startsWith('/api/issues/:id'))) {
          const { status, text } = await person.get(`${path.replace(':id', issue)}?`);
          expect(status, path).toBe(200);
          expect(text, path).not.toMatch(tellingOf(hidden));
        }
      }
      const query = `{ issues(first: 100) { nodes { title duplicateOf { title }
        relations { id issue { title } other { title } } comments { nodes { content } } } } }`;
      expect((await person.post('/graphql', { query })).text).not.toMatch(tellingOf(hidden));
      const found = await person.get('/api/issues?q=is:blocked&sort=created');
      expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual(
        hidden === removed.hidden ? [] : [world.issue, doubles[0]],
      );
    }
  });

  test('looks as if it were not there, whoever guesses its ids and keys', async () => {
    await eachOnlooker(async ({ person, hidden, props }) => {
      // One of them tries everything everywhere, the others what may be there.
      const isThorough = person === removed.person;
      for (const kind of KINDS) {
        for (const id of isThorough ? namesOf(hidden) : hidden[kind]) {
          for (const { path } of OF_ONE) {
            const isOfKind = path.startsWith(PATHS[kind] ?? 'none');
            if (isThorough ? kind !== 'issue' : !isOfKind) continue;
            await expectSame(id, (it) => person.get(path.replace(':id', it)), props);
          }
        }
      }
    });
  });

  test('is not found by any filter or word', async () => {
    await eachOnlooker(async ({ person, hidden, props }) => {
      for (const { path, query } of LISTS) {
        for (const name of ['q', 'project'].filter((one) => one in query.shape)) {
          for (const asked of ['SEC', ...hidden.word.split('|')]) {
            await expectSame(asked, (it) => person.get(`${path}?${name}=${it}`), props);
          }
        }
      }
    });
  });

  test.each(KINDS)(
    'is not told by requests, commands or GraphQL that name a hidden %s',
    async (kind) => {
      await eachOnlooker(async ({ hidden, props }) => {
        for (const id of hidden[kind]) {
          for (const guess of [...REQUESTS[kind], ...documentsNaming(kind)]) {
            await expectSame(id, guess, props);
          }
          // Commands name by ids, and none of them an upload.
          if (!isId(id) || kind === 'upload') continue;
          const commands: Guess = (it, own) => giveCommandsNaming(kind, it, own);
          const { text } = await expectSame(id, commands, props);
          expect(text).not.toContain('accepted');
        }
      });
    },
  );

  test('is not told by cursors, whatever is written into them', async () => {
    const [secret = never()] = removed.hidden.issue;
    for (const sort of ['priority', '-status', 'due', 'severity', '-title', 'created']) {
      const list = `/api/issues?sort=${sort}&pageSize=1`;
      const { body } = await removed.person.get(`${list}&cursor=`);
      const next = new URL(body.page.next, server.url).searchParams.get('cursor') ?? never();
      const cursor = JSON.parse(Buffer.from(next, 'base64url').toString());
      const withId = (id: string) => {
        const { after } = cursor.at;
        const forged = typeof after === 'string' ? { id } : { ...after, id };
        const text = JSON.stringify({ ...cursor, at: { after: forged } });
        return removed.person.get(`${list}&cursor=${Buffer.from(text).toString('base64url')}`);
      };
      await expectSame(secret, withId, removed.props);
    }
  });

  test('is not told to whoever sends again what they sent while they saw it', async () => {
    const seen = async () =>
      (await server.admin.get('/api/issues?q=reporter:once&pageSize=100')).body.page.total;
    const count = await seen();
    expect(repeated).toHaveLength(11);
    for (const repeat of repeated) {
      const { status, text, headers } = await repeat();
      expect([status, headers.get('idempotency-replayed')]).toEqual([404, null]);
      expect(text).not.toMatch(new RegExp(removed.hidden.word));
    }
    expect(await seen()).toBe(count);
  });

  test('is not told to whoever resumes a stream from where they saw it', async () => {
    const reader = await EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${removed.person.token}`,
      'last-event-id': position,
    });
    expect(await reader.next()).toMatchObject({ event: 'reset', data: {} });
    reader.close();
    expect(await reader.ended()).toEqual([]);
  });

  test('is not told to somebody who is blocked, nor to nobody', async () => {
    const { person, follower, ticket } = blocked;
    expect(await follower.ended()).toEqual({ reason: 'blocked' });
    expect((await server.nobody.get(`/api/events?ticket=${ticket}`)).status).toBe(401);
    for (const caller of [person, server.nobody] satisfies Client[]) {
      const props = { ...removed.props, caller };
      for (const kind of KINDS) {
        const [id] = removed.hidden[kind];
        if (id === undefined) continue;
        for (const guess of [...REQUESTS[kind], ...documentsNaming(kind)]) {
          expect((await expectSame(id, guess, props)).status).toBe(401);
        }
      }
      for (const { path } of [...OF_ONE, ...LISTS]) {
        const [id = never()] = removed.hidden.issue;
        const read: Guess = (it) => caller.get(path.replace(':id', it));
        expect((await expectSame(id, read, props)).status, path).toBe(401);
      }
      expect((await caller.post('/api/events/ticket')).status).toBe(401);
    }
  });

  /** Side by side, since each waits for its own answers. */
  async function eachOnlooker(look: (one: Onlooker) => Promise<void>): Promise<void> {
    await Promise.all(onlookers.map(look));
  }

  const isId = (name: string) => /^[0-9a-f-]{36}$/.test(name);

  /** A name of the same kind that nothing has. */
  function missing(name: string): string {
    if (isId(name)) return server.engine.clock.newId();
    const words: Readonly<Record<string, string>> = { SEC: 'ZQX' };
    return words[name] ?? (/^[a-z]+$/.test(name) ? 'nowhereone' : name.replace(/\d$/, '9'));
  }

  /** The answer for a hidden thing is that for one that is not there: status, headers, body. */
  async function expectSame(asked: string, guess: Guess, props: Props): Promise<HttpAnswer> {
    const other = missing(asked);
    const [one, none] = await Promise.all([guess(asked, props), guess(other, props)]);
    expect(told(one, asked), asked).toEqual(told(none, other));
    return one;
  }

  /** Every answer has a date, a name in the log, and the length of what it says. */
  function told({ status, headers, text }: HttpAnswer, name: string): readonly unknown[] {
    const plain = (one: string) => one.replaceAll(name, 'it').replaceAll(name.toLowerCase(), 'it');
    const own = ['date', 'x-request-id', 'content-length'];
    const others = [...headers].filter(([header]) => !own.includes(header));
    return [status, others, plain(text)];
  }
});

test('what is asked of GraphQL here is a part of its schema', () => {
  const schema = makeSchema();
  for (const document of Object.values(DOCUMENTS).flat()) {
    expect(validate(schema, parse(document)), document).toEqual([]);
  }
});

function never(): never {
  throw new Error('Unreachable.');
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routesOf } from '#server/routes.ts';
import { EventReader, type ReadEvent } from '#tests/support/event-reader.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';
import {
  type HiddenThings,
  hideThings,
  MARKERS,
  makeOpenWorld,
  type OpenWorld,
} from './hidden-world.ts';

/* Nothing hidden shows through any door: each answer is what it would be without the hidden things. */

const READS = routesOf({ docs: true }).filter(
  ({ method, auth, path }) => method === 'GET' && auth === 'caller' && path !== '/api/events',
);
const LISTS = READS.filter(({ path }) => !path.includes(':id'));
const OF_ONE = READS.filter(({ path }) => path.includes(':id'));
const DAYS: Readonly<Record<string, string>> = {
  '/api/reports/flow': 'from=2026-01-01&to=2026-01-31',
};

const GRAPH = `{
  issues(first: 100) { totalCount nodes { key title comments { nodes { content } } relations { other { title } } } }
  projects { totalCount nodes { key issueCount } }
  tags { nodes { name issueCount } } severities { level issueCount }
  assignments { nodes { issue { title } } } notifications { nodes { message } }
  rules { name } similar(title: "The plain one zebraquark") { issue { title } }
  summary { total } workload { open }
}`;

describe.each(DATABASES)('what is hidden, on %s', { timeout: 60_000 }, (database) => {
  let server: TestServer;
  let world: OpenWorld;
  let hidden: HiddenThings;
  let people: readonly Person[];
  let before: readonly string[][];
  let after: readonly string[][];
  let events: readonly string[];

  beforeAll(async () => {
    server = await startServer(database);
    world = await makeOpenWorld(server);
    const once = await server.person('developer', 'once');
    people = [await server.person('tester', 'eve'), await server.person('developer', 'dev'), once];
    before = await Promise.all(people.map(everythingSeenBy));
    hidden = await hideThings(world, once);
    after = await Promise.all(people.map(everythingSeenBy));
    const told: string[] = [];
    for (const person of people) told.push(await streamDuringHiddenWrites(person));
    events = told;
  });
  afterAll(() => server.close());

  /** Every list, a page of one and all, and GraphQL; what the answer to a write would change aside. */
  async function everythingSeenBy(person: Person): Promise<string[]> {
    const answers: string[] = [];
    for (const { path, query } of LISTS) {
      const days = DAYS[path] ?? '';
      const pages = 'pageSize' in query.shape ? ['', 'pageSize=1', 'pageSize=100'] : [''];
      for (const page of pages) {
        const { status, text } = await person.get(
          `${path}?${[days, page].filter(Boolean).join('&')}`,
        );
        expect(status, path).toBe(200);
        answers.push(`${path} ${text}`);
      }
    }
    const similar = await person.post('/api/issues/similar', { title: 'The plain one zebraquark' });
    answers.push(similar.text, (await person.post('/graphql', { query: GRAPH })).text);
    return answers.map((text) =>
      text.replace(/"version":\d+/g, '').replace(/"(updatedAt|next|previous)":"[^"]*"/g, ''),
    );
  }

  async function streamDuringHiddenWrites(person: Person): Promise<string> {
    const reader = await EventReader.open(`${server.url}/api/events`, {
      authorization: `Bearer ${person.token}`,
    });
    for (const issue of hidden.issues) {
      await server.admin.post(`/api/issues/${issue}/comments`, { content: 'zebraquark @once' });
      await server.admin.patch(`/api/issues/${issue}`, { title: 'The plain one zebraquark' });
    }
    const mark = `Seen by ${person.id}`;
    await server.admin.patch(`/api/issues/${world.issue}`, { title: mark });
    const told: ReadEvent[] = [];
    while (told.at(-1)?.data.title !== mark) told.push(await reader.next());
    reader.close();
    told.push(...(await reader.ended()));
    return JSON.stringify(told);
  }

  test('is in no list, count, search, report, notification or GraphQL answer', () => {
    expect(after).toEqual(before);
    for (const text of after.flat()) expect(text).not.toMatch(MARKERS);
  });

  test('is not told to live streams', () => {
    for (const text of events) {
      expect(text).toContain(world.issue);
      expect(text).not.toMatch(MARKERS);
      for (const id of hidden.ids) expect(text).not.toContain(id);
    }
  });

  test('looks as if it were not there, whoever guesses its ids and keys', async () => {
    for (const person of people) {
      for (const { path } of OF_ONE) {
        for (const id of [...hidden.ids, ...hidden.keys, 'SEC']) {
          await expectSame(person, id, (it) => person.get(path.replace(':id', it)));
        }
      }
    }
  });

  test('is not found by any filter or word', async () => {
    for (const person of people) {
      for (const { path, query } of LISTS) {
        for (const name of ['q', 'project'].filter((one) => one in query.shape)) {
          for (const asked of ['SEC', 'zebraquark']) {
            await expectSame(person, asked, (it) => person.get(`${path}?${name}=${it}`));
          }
        }
      }
    }
  });

  test('is not told by writes that name it', async () => {
    const { issue } = world;
    for (const person of people) {
      const own = (
        await person.post('/api/issues', { project: 'PAY', title: 'Mine', description: 'So.' })
      ).body.data.id;
      for (const id of [...hidden.ids, ...hidden.keys, 'SEC']) {
        const writes: ((it: string) => ReturnType<Person['get']>)[] = [
          (it) => person.post(`/api/issues/${it}/comments`, { content: 'Hm.' }),
          (it) => person.post(`/api/issues/${it}/transition`, { to: 'in_progress' }),
          (it) => person.patch(`/api/issues/${it}`, { priority: 'low' }),
          (it) => person.delete(`/api/issues/${it}`),
          (it) => person.put(`/api/issues/${it}/watchers/me`),
          (it) => person.post(`/api/issues/${own}/relations`, { kind: 'relates', other: it }),
          (it) => person.post(`/api/issues/${issue}/relations`, { kind: 'blocks', other: it }),
          (it) => person.post('/api/issues', { project: it, title: 'A', description: 'B' }),
          (it) => person.post('/api/issues/similar', { title: 'zebraquark', project: it }),
          (it) => person.patch(`/api/comments/${it}`, { content: 'Hm.' }),
          (it) => person.delete(`/api/attachments/${it}`),
          (it) => person.delete(`/api/relations/${it}`),
          (it) => person.head(`/api/uploads/${it}`),
          (it) => person.delete(`/api/rules/${it}`),
          (it) => person.post(`/api/notifications/${it}/read`),
        ];
        for (const write of writes) await expectSame(person, id, write);
      }
    }
  });

  /** The answer for a hidden thing, and for one of the same kind of name that is not there. */
  async function expectSame(
    person: Person,
    asked: string,
    send: (it: string) => ReturnType<Person['get']>,
  ): Promise<void> {
    const missing = /^[0-9a-f-]{36}$/.test(asked)
      ? server.engine.clock.newId()
      : ({ SEC: 'ZQX', zebraquark: 'nowhereone' }[asked] ??
        asked.replace(/^[A-Z]+-\d+$/, (key) => `${key.split('-')[0]}-9999`));
    const [one, other] = [await send(asked), await send(missing)];
    const plain = (text: string, word: string) =>
      text.replaceAll(word, 'it').replaceAll(word.toLowerCase(), 'it');
    expect([one.status, plain(one.text, asked)], `${person.id}: ${asked}`).toEqual([
      other.status,
      plain(other.text, missing),
    ]);
  }
});

import { describe, expect, test } from 'vitest';
import type { LiveEvent } from '#engine/live/live-event.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';
import { EVERYBODY, type Followed, type LiveOffice, type Name, openOffice } from './live-office.ts';
import { type Things, thingsOf, type Wish, wishOf } from './random-commands.ts';

/*
 * Random people do random things while everybody follows several queries. After each round, what a
 * client holds that did nothing but follow the events is what the query answers afresh; and nothing
 * that was told names, or contains the title of, an issue that its viewer saw neither before nor
 * after. What is compared with is asked of the lists, whose SQL says by itself who sees what.
 */

const QUERIES = [
  '',
  'is:open',
  'assignee:me',
  '-assignee:me is:open',
  'is:watching',
  'has:duplicate',
  'is:confidential',
  'refund -slow',
  'has:comment reporter:tim',
  'severity:Blocker,Critical -assignee:none',
  'tag:ui',
  'project:SEC -is:open',
];

/** A client: it holds what the events say, and reads the list again when it is told to. */
interface Client {
  readonly who: Name;
  readonly query: string;
  followed: Followed;
  held: Set<string>;
  read: number;
}

type Seen = ReadonlyMap<Name, ReadonlySet<string>>;

const seenBy = async (office: LiveOffice): Promise<Seen> =>
  new Map(
    await Promise.all(EVERYBODY.map(async (who) => [who, await office.list(who, '')] as const)),
  );

/** The word that only this issue's title has, by id; of deleted ones too. */
type Titles = Map<string, string>;

/** Follows what the events say; every one of them must fit what was held. */
async function follow(office: LiveOffice, client: Client, resuming: boolean): Promise<void> {
  const events = client.followed.events.slice(client.read);
  client.read = client.followed.events.length;
  // A list that was read again may be newer than the events that come next.
  let strict = !resuming;
  for (const event of events) {
    const said = `${client.who} ${client.query}: ${event.event}`;
    switch (event.event) {
      case 'reset':
        client.held = new Set(await office.list(client.who, client.query));
        strict = false;
        break;
      case 'created':
        if (strict) expect(client.held.has(event.data.id), said).toBe(false);
        client.held.add(event.data.id);
        break;
      case 'updated':
        if (strict) expect(client.held.has(event.data.id), said).toBe(true);
        client.held.add(event.data.id);
        break;
      case 'left':
        if (strict) expect(client.held.has(event.data.id), said).toBe(true);
        client.held.delete(event.data.id);
        break;
      case 'notification':
        break;
    }
  }
}

/** What an event says of issues, less what its viewer saw before or sees after. */
function leaked(
  event: LiveEvent,
  saw: ReadonlySet<string>,
  sees: ReadonlySet<string>,
  titles: Titles,
) {
  const text = JSON.stringify(event);
  return [...titles].filter(([id, word]) => {
    if (sees.has(id)) return false;
    // Of one that was seen until now only the id is told, and that it left.
    if (saw.has(id)) return text.includes(word) || (text.includes(id) && event.event !== 'left');
    return text.includes(word) || text.includes(id);
  });
}

/**
 * Whether a command may show in any way to this person: what is done to an issue or a project that
 * they saw neither before nor after must not even be felt.
 */
function concerns(
  { people }: LiveOffice,
  { as, name, args }: Wish,
  who: Name,
  before: Seen,
  after: Seen,
  things: readonly Things[],
): boolean {
  const seen = (id: unknown) =>
    [before, after].some((one) => one.get(who)?.has(String(id)) === true);
  switch (name) {
    case 'issue.create':
      return seen(args.id);
    case 'issue.delete':
      // It takes itself out of the issues that duplicate it.
      return true;
    case 'notification.read-all':
      return as === who;
    case 'user.block':
    case 'user.unblock':
    case 'user.edit':
      return args.id === people[who];
    case 'tag.create':
    case 'project.create':
      return false;
    case 'project.edit':
    case 'project.set-members':
      return things.some(
        (one) =>
          one.people.some(({ id, role }) => id === people[who] && role === 'admin') ||
          one.projects.some(
            ({ id, visibility, members }) =>
              id === args.id && (visibility === 'public' || members.includes(people[who])),
          ),
      );
    default:
      return name.startsWith('tag.') || seen(args.issue);
  }
}

async function simulate(office: LiveOffice, seed: number, steps: number): Promise<Counts> {
  const random = randomFrom(seed);
  const counts: Counts = { accepted: 0, ended: 0, resumed: 0, silent: 0 };
  const tag = { id: office.clock.newId(), name: 'ui', colour: '#123456' };
  await office.does('ada', 'tag.create', tag);
  const clients: Client[] = [];
  const titles: Titles = new Map();

  const join = async (who: Name, query: string, since?: Client) => {
    const resumed = since ? { since: since.followed.position() } : {};
    const held = since ? since.held : await office.list(who, query);
    const followed = await office.follow(who, query, resumed).catch(() => null);
    if (followed === null) return;
    const client = { who, query, followed, held: new Set(held), read: 0 };
    const told = followed.events.map((event) => event);
    await follow(office, client, true);
    const sees = await office.list(who, '');
    for (const event of told) expect(leaked(event, sees, sees, titles)).toEqual([]);
    clients.push(client);
  };
  for (const who of EVERYBODY) for (const query of QUERIES) await join(who, query);

  const gone: Client[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const before = await seenBy(office);
    const was = await thingsOf(office);
    const wishes: Wish[] = [];
    await office.together(async () => {
      // Several versions are told of in one round now and then.
      for (let many = random() < 0.3 ? 3 : 1; many > 0; many -= 1) {
        const wish = wishOf(office, await thingsOf(office), random, step * 10 + many);
        if (wish === null) continue;
        wishes.push(wish);
        const { as, ...command } = wish;
        const [outcome] = await office.batch([command], as);
        if (outcome?.outcome === 'accepted') counts.accepted += 1;
      }
    });
    const after = await seenBy(office);
    const is = await thingsOf(office);
    for (const { id, title } of is.issues) {
      titles.set(id, title.split(' ')[0] ?? title);
    }
    for (const client of [...clients]) {
      const { who, query, followed } = client;
      const context = `seed ${seed}, step ${step}, ${who}: ${query} after ${JSON.stringify(wishes)}`;
      const told = followed.events.slice(client.read);
      for (const event of told) {
        const [saw, sees] = [before.get(who), after.get(who)];
        if (!saw || !sees) throw new Error(`Nobody is called ${who}.`);
        expect(leaked(event, saw, sees, titles), `${context}: ${JSON.stringify(event)}`).toEqual(
          [],
        );
      }
      const concerned = wishes.some((wish) =>
        concerns(office, wish, who, before, after, [was, is]),
      );
      if (!concerned) {
        expect(told, `${context}, which is no concern of theirs`).toEqual([]);
        counts.silent += 1;
      }
      await follow(office, client, false);
      if (followed.ended.length > 0) {
        expect(followed.ended, context).toEqual(['blocked']);
        counts.ended += 1;
        clients.splice(clients.indexOf(client), 1);
        gone.push(client);
        continue;
      }
      expect(sorted(client.held), context).toEqual(sorted(await office.list(who, query)));
    }
    // Some go away, and come back when others have done something.
    const leaving = clients[Math.floor(random() * clients.length)];
    if (leaving && random() < 0.5) {
      leaving.followed.stream.close();
      clients.splice(clients.indexOf(leaving), 1);
      gone.push(leaving);
    }
    const back = random() < 0.5 ? gone.shift() : undefined;
    if (back) {
      counts.resumed += 1;
      await join(back.who, back.query, back);
      const client = clients.at(-1);
      if (client?.query === back.query && client.who === back.who) {
        const fresh = sorted(await office.list(back.who, back.query));
        expect(sorted(client.held), `seed ${seed}, step ${step}: resumed`).toEqual(fresh);
      }
    }
  }
  return counts;
}

interface Counts {
  accepted: number;
  ended: number;
  resumed: number;
  /** How often somebody had to be told nothing of what others did. */
  silent: number;
}

const sorted = (ids: Iterable<string>) => [...ids].sort();

describe.each([
  { name: 'sqlite', seeds: [1, 2, 3, 4, 5, 6], steps: 60 },
  { name: 'postgres', seeds: [7], steps: 40 },
] as const)('$name: whatever people do', ({ name, seeds, steps }) => {
  test.each(seeds)(
    'everybody is told what they see, and nothing else (seed %i)',
    async (seed) => {
      const database = DATABASES.find((one) => one.name === name);
      if (!database) throw new Error(`No database is called ${name}.`);
      const office = await openOffice(database);
      try {
        const counts = await simulate(office, seed, steps);
        // Else the dice would have fallen so that the test shows little.
        expect(counts.accepted).toBeGreaterThan(steps / 3);
        expect(counts.silent).toBeGreaterThan(steps);
        expect(counts.resumed).toBeGreaterThan(steps / 8);
      } finally {
        await office.end();
      }
    },
    120_000,
  );
});

import type { CommandId, UserId } from '#domain/ids.ts';
import { parse } from '#domain/query/parse.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Role } from '#domain/user/user.ts';
import type { Clock } from '#engine/clock.ts';
import { execute, type Outcome } from '#engine/execute.ts';
import { type Changed, Feed } from '#engine/feed.ts';
import { type HubHost, LiveHub, type LiveQuery, type LiveQueryRequest } from '#engine/live/hub.ts';
import type { LiveEnding, LiveEvent, Position } from '#engine/live/live-event.ts';
import { readPosition } from '#engine/live/live-event.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { IssueLists } from '#store/list-issues.ts';
import type { Store } from '#store/store.ts';
import type { DATABASES, Place } from '#tests/store/contract/databases.ts';
import { countingClock } from '#tests/support/engine.ts';

/** Everybody but ada, the first admin; dev and tim are members of the private project SEC. */
const ROLES = { max: 'manager', dev: 'developer', tim: 'tester', eve: 'tester' } as const;
export type Name = keyof typeof ROLES | 'ada';
export const EVERYBODY: readonly Name[] = ['ada', 'max', 'dev', 'tim', 'eve'];

/** A live query as somebody follows it. */
export interface Followed {
  readonly events: readonly LiveEvent[];
  readonly ended: readonly LiveEnding[];
  readonly stream: LiveQuery;
  /** What was told since this was asked last, such as `created BUG-1`. */
  news(): readonly string[];
  /** Where the last event says that one may go on; that of the opening where none has come. */
  position(): Position;
}

/** A workspace with a hub, on either database, whose hub is poked after every command. */
export interface LiveOffice {
  readonly store: Store;
  readonly place: Place;
  readonly hub: LiveHub;
  readonly host: HubHost;
  readonly clock: Clock;
  readonly people: Readonly<Record<Name, UserId>>;
  /** The public project BUG and the private one SEC. */
  readonly bug: string;
  readonly sec: string;
  readonly severities: Readonly<Record<string, string>>;
  /** The outcomes of one batch; what it changed is told when the hub has settled. */
  batch(
    commands: readonly { name: string; args: unknown }[],
    as?: Name,
  ): Promise<readonly Outcome[]>;
  /** While `work` lasts the hub is not poked; all of it is told together afterwards. */
  together(work: () => Promise<void>): Promise<void>;
  /** One command that must be accepted; the hub has told of it when this answers. */
  does(as: Name, name: string, args: object): Promise<void>;
  /** The id of a new issue, after it was told of. */
  files(as: Name, args?: object): Promise<string>;
  /** Follows a query that must be good. */
  follow(as: Name, query?: string, more?: Partial<LiveQueryRequest>): Promise<Followed>;
  /** The refusal of a query that must not be good. */
  refusal(as: Name, query: string, more?: Partial<LiveQueryRequest>): Promise<Rejection>;
  /** The ids of what a query shows to somebody now, read afresh. */
  list(as: Name, query: string): Promise<ReadonlySet<string>>;
  end(): Promise<void>;
}

/** A clock that can be put forward. */
export interface SettableClock extends Clock {
  forward(ms: number): void;
}

export function settableClock(): SettableClock {
  const counting = countingClock();
  let ahead = 0;
  return {
    now: () => counting.now() + ahead,
    newId: counting.newId,
    forward: (ms) => {
      ahead += ms;
    },
  };
}

export async function openOffice(
  database: (typeof DATABASES)[number],
  clock: Clock = countingClock(),
): Promise<LiveOffice> {
  const place = await database.make();
  const store = await place.open();
  await store.migrate();
  const feed = new Feed();
  let isHeld = false;
  const publish = (changed: Changed | null) => changed && !isHeld && feed.publish(changed);
  const run: Parameters<typeof startWorkspace>[0]['execute'] = async (options) => {
    const execution = await execute(store, { ...options, now: clock.now });
    publish(execution.changed);
    return execution;
  };
  const beginning = { store, clock, execute: run };
  const ada = needed(await startWorkspace(beginning, { name: 'Ada', username: 'ada' }));
  const host: HubHost = { store, clock, feed };
  const lists = new IssueLists(store.read, store.dialect);
  const failures: unknown[] = [];
  const hub = new LiveHub(host, { onError: (error) => failures.push(error) });
  const people: Record<string, UserId> = { ada };

  async function batch(commands: readonly { name: string; args: unknown }[], as: Name = 'ada') {
    const sent = commands.map((command) => ({ ...command, id: clock.newId() as CommandId }));
    const { outcomes } = await run({ actor: people[as] ?? ada, commands: sent });
    return outcomes;
  }
  async function settle() {
    await hub.settled();
    if (failures.length > 0) throw failures[0];
  }
  async function does(as: Name, name: string, args: object) {
    const [outcome] = await batch([{ name, args }], as);
    if (outcome?.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
    await settle();
  }
  const [bug, sec] = [clock.newId(), clock.newId()];
  const hired = Object.entries(ROLES).map(([username, role]) => {
    const id = clock.newId() as UserId;
    people[username] = id;
    return { name: 'user.create', args: { id, username, name: username, role } };
  });
  const members = [people.dev, people.tim];
  const secret = { id: sec, key: 'SEC', name: 'Secrets', visibility: 'private', members };
  const begun = await batch([
    ...hired,
    { name: 'project.create', args: { id: bug, key: 'BUG', name: 'Bugs' } },
    { name: 'project.create', args: secret },
  ]);
  if (begun.some(({ outcome }) => outcome === 'rejected')) throw new Error(JSON.stringify(begun));
  const levels = await store.read.selectFrom('severity').select(['id', 'level']).execute();
  const severities = Object.fromEntries(levels.map(({ id, level }) => [level, id]));

  const keyOf = new Map<string, string>();
  const office: LiveOffice = {
    store,
    place,
    hub,
    host,
    clock,
    people: people as Record<Name, UserId>,
    bug,
    sec,
    severities,
    batch,
    does,
    async together(work) {
      isHeld = true;
      await work().finally(() => {
        isHeld = false;
      });
      hub.poke();
      await settle();
    },
    async files(as, args = {}) {
      const id = clock.newId();
      const given = { title: 'A bug', description: 'It fails.', severity: severities.Major };
      await does(as, 'issue.create', { id, project: bug, ...given, ...args });
      const row = await store.read
        .selectFrom('issue')
        .select(['project_key', 'number'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      keyOf.set(id, `${row.project_key}-${row.number}`);
      return id;
    },
    async follow(as, query = '', more = {}) {
      const events: LiveEvent[] = [];
      const ended: LiveEnding[] = [];
      let read = 0;
      const request = { user: office.people[as], query, zone: 'UTC', ...more };
      const listener = {
        told: (event: LiveEvent) => void events.push(event),
        ended: (why: LiveEnding) => void ended.push(why),
      };
      const stream = needed(await hub.open(request, listener));
      const begun = stream.position();
      return {
        events,
        ended,
        stream,
        news: () => {
          const lines = events.slice(read).map((event) => line(event, keyOf));
          read = events.length;
          return lines;
        },
        position: () => {
          const position = readPosition(events.at(-1)?.id ?? begun);
          if (position === null) throw new Error('An event without a position.');
          return position;
        },
      };
    },
    async refusal(as, query, more = {}) {
      const request = { user: office.people[as], query, zone: 'UTC', ...more };
      const opened = await hub.open(request, { told: () => undefined, ended: () => undefined });
      if (opened.ok) throw new Error(`Not refused: ${query}`);
      return opened.error;
    },
    async list(as, query) {
      const parsed = parse(query);
      if (!parsed.ok) throw new Error(query);
      const user = await store.read
        .selectFrom('user')
        .select(['id', 'role'])
        .where('id', '=', office.people[as])
        .executeTakeFirstOrThrow();
      const viewer = { id: user.id as UserId, role: user.role as Role };
      const asked = { query: parsed.query, viewer, zone: 'UTC', now: clock.now() };
      const seqs = await lists.positions({ ...asked, offset: 0, count: 0 });
      if (seqs.length === 0) return new Set();
      const rows = await store.read
        .selectFrom('issue')
        .select('id')
        .where('seq', 'in', [...seqs])
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    async end() {
      await hub.close();
      await store.close();
      await place.remove();
      if (failures.length > 0) throw failures[0];
    },
  };
  return office;
}

type Answer<T> = { readonly ok: true; readonly value: T } | { ok: false; error: Rejection };

function needed<T>(result: Answer<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function line(event: LiveEvent, keyOf: ReadonlyMap<string, string>): string {
  switch (event.event) {
    case 'created':
    case 'updated':
      return `${event.event} ${event.data.key}`;
    case 'left':
      return `left ${keyOf.get(event.data.id) ?? event.data.id}`;
    case 'notification':
      return `notification ${event.data.kind} ${event.data.issue.key}`;
    case 'reset':
      return 'reset';
  }
}

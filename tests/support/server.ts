import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { KyselyPlugin } from 'kysely';
import type { CommandId, UserId } from '#domain/ids.ts';
import type { Role } from '#domain/user/user.ts';
import { type Clock, systemClock } from '#engine/clock.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { buildApp } from '#server/app.ts';
import { Tokens } from '#server/auth/tokens.ts';
import { type Config, readConfig } from '#server/config.ts';
import type { LogStream } from '#server/http/log.ts';
import { beginSession } from '#store/auth-sessions.ts';
import { IssueLists } from '#store/list-issues.ts';
import type { Read } from '#store/tables.ts';
import { cuttableWay } from './cut-at-commit.ts';
import { RESOURCES, scratchFolder } from './engine.ts';
import { freshDatabase } from './postgres.ts';

/** Both databases: `describe.each(DATABASES)`. */
export const DATABASES = ['sqlite', 'postgres'] as const;
export type Database = (typeof DATABASES)[number];

/** What came back, its envelope read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** Whoever calls. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<HttpAnswer>;
  head(path: string, headers?: Record<string, string>): Promise<HttpAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  delete(path: string, headers?: Record<string, string>): Promise<HttpAnswer>;
}

/** Somebody who is signed in. */
export interface Person extends Client {
  readonly id: UserId;
  /** Their access token. */
  readonly token: string;
}

export interface TestServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly engine: Engine;
  readonly config: Config;
  readonly nobody: Client;
  /** The first admin. */
  readonly admin: Person;
  /** A new person of this role, signed in. */
  person(role: Role, username?: string): Promise<Person>;
  /** Another session of somebody, whose access token is good for so long (milliseconds). */
  signIn(user: UserId, accessTokenMs?: number): Promise<Person>;
  /** One command, by the admin unless told. Throws where it is refused. */
  run(name: string, args: unknown, as?: UserId): Promise<void>;
  /** Resolves as soon as a request is being answered. */
  inFlight(): Promise<void>;
  /** Stops serving; the store stays open. */
  stop(): Promise<void>;
  /** Cuts the way to PostgreSQL, as when its server goes. */
  loseDatabase(): Promise<void>;
  /** How many statements the server reads with while `work` lasts. */
  statements(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

const SECRET = new TextEncoder().encode('a secret of the tests, 32 bytes and more');

export interface TestServerOptions {
  /** The system's unless told. */
  readonly clock?: Clock;
  /** Where log lines go; LOG_LEVEL is `silent` unless told. */
  readonly logStream?: LogStream;
  /** An empty PostgreSQL database of the test's own; a fresh one behind a cuttable way unless told. */
  readonly databaseUrl?: string;
}

/**
 * A server on a free port over an empty store of its own: its first admin is `ada`, limits are off.
 * @param variables as the environment would give them
 */
export async function startServer(
  database: Database,
  variables: Record<string, string> = {},
  { clock = systemClock, logStream, databaseUrl }: TestServerOptions = {},
): Promise<TestServer> {
  const folder = scratchFolder();
  const isFresh = database === 'postgres' && databaseUrl === undefined;
  const postgres = isFresh ? await freshDatabase() : null;
  const way = postgres ? await cuttableWay(postgres.url) : null;
  const shared = way?.url ?? databaseUrl;
  const read = readConfig([], {
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_ANONYMOUS: 'off',
    RATE_LIMIT_USER: 'off',
    ...(shared ? { DATABASE_URL: shared, JWT_SECRET: new TextDecoder().decode(SECRET) } : {}),
    ...variables,
  });
  if (!read.ok) throw new Error(read.error.message);
  const config = read.value;
  const opened = await openEngine({
    folder,
    resources: RESOURCES,
    clock,
    ...(shared ? { database: shared } : {}),
  });
  const { engine, count: countStatements } = counting(opened);
  const begun = await startWorkspace(engine, { name: 'Ada Admin', username: 'ada' });
  if (!begun.ok) throw new Error(begun.error.message);
  const app = await buildApp({
    config,
    engine,
    secret: SECRET,
    checksAnswers: true,
    ...(logStream ? { logStream } : {}),
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  let count = 0;

  async function signIn(user: UserId, accessTokenMs = config.accessTokenMs): Promise<Person> {
    const tokens = new Tokens({ ...config, accessTokenMs, secret: SECRET, clock: engine.clock });
    const session = engine.clock.newId();
    await engine.store.transaction((tx) =>
      beginSession(tx, { id: session, user, now: engine.clock.now() }, tokens.drawRefresh()),
    );
    const token = await tokens.signAccess(user, session);
    return { ...client(url, token), id: user, token };
  }
  async function run(name: string, args: unknown, as: UserId = begun.ok ? begun.value : never()) {
    const command = { id: engine.clock.newId() as CommandId, name, args };
    const { outcomes } = await engine.execute({ actor: as, commands: [command] });
    const [outcome] = outcomes;
    if (outcome?.outcome !== 'accepted') throw new Error(outcome?.error.message);
  }
  return {
    url,
    engine,
    config,
    nobody: client(url, null),
    admin: await signIn(begun.value),
    signIn,
    run,
    async person(role, username = `${role}${++count}`) {
      const id = engine.clock.newId() as UserId;
      await run('user.create', { id, username, name: username, role });
      return signIn(id);
    },
    inFlight: async () => void (await once(app.server, 'request')),
    stop: () => app.close(),
    loseDatabase: async () => way?.close(),
    async statements(work) {
      const before = countStatements();
      await work();
      return countStatements() - before;
    },
    async close() {
      await app.close();
      await engine.close();
      await way?.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Calls `url` as whoever the token names; null: as nobody. */
export function client(url: string, token: string | null): Client {
  async function call(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : null,
    };
  }
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    head: (path, headers) => call('HEAD', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, headers) => call('DELETE', path, undefined, headers),
  };
}

/** The same engine, whose reading statements are counted. */
function counting(engine: Engine): { readonly engine: Engine; readonly count: () => number } {
  let statements = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    // Where a statement is asked: it may have been put together long before.
    transformResult: async ({ result }) => {
      statements += 1;
      return result;
    },
  };
  const read = engine.store.read.withPlugin(counter) as Read;
  const store = { ...engine.store, read };
  const lists = new IssueLists(read, store.dialect);
  return { engine: { ...engine, store, lists }, count: () => statements };
}

/** A clock that tests move by hand; ids are fresh. */
export function movableClock(): Clock & { move(ms: number): void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    newId: systemClock.newId,
    move: (ms) => {
      ahead += ms;
    },
  };
}

function never(): never {
  throw new Error('Unreachable.');
}

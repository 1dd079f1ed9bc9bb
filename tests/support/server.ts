import { rmSync } from 'node:fs';
import type { CommandId, UserId } from '#domain/ids.ts';
import type { Role } from '#domain/user/user.ts';
import { systemClock } from '#engine/clock.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { buildApp } from '#server/app.ts';
import { Tokens } from '#server/auth/tokens.ts';
import { type Config, readConfig } from '#server/config.ts';
import { beginSession } from '#store/auth-sessions.ts';
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

/** Somebody who calls: a token, and what is shown of them. */
export interface Client {
  /** null: nobody is signed in. */
  readonly id: UserId | null;
  readonly token: string | null;
  get(path: string, headers?: Record<string, string>): Promise<HttpAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  delete(path: string, headers?: Record<string, string>): Promise<HttpAnswer>;
}

export interface TestServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly engine: Engine;
  readonly config: Config;
  readonly nobody: Client;
  /** The first admin. */
  readonly admin: Client;
  /** A new person of this role, signed in. */
  person(role: Role, username?: string): Promise<Client>;
  /** Another session of somebody. */
  signIn(user: UserId): Promise<Client>;
  /** One command, by the admin unless told. Throws where it is refused. */
  run(name: string, args: unknown, as?: UserId): Promise<void>;
  close(): Promise<void>;
}

const SECRET = new TextEncoder().encode('a secret of the tests, 32 bytes and more');

/**
 * A server on a free port over an empty store of its own: its first admin is `ada`, limits are off.
 * @param variables as the environment would give them
 */
export async function startServer(
  database: Database,
  variables: Record<string, string> = {},
): Promise<TestServer> {
  const folder = scratchFolder();
  const postgres = database === 'postgres' ? await freshDatabase() : null;
  const read = readConfig([], {
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_ANONYMOUS: 'off',
    RATE_LIMIT_USER: 'off',
    ...(postgres
      ? { DATABASE_URL: postgres.url, JWT_SECRET: new TextDecoder().decode(SECRET) }
      : {}),
    ...variables,
  });
  if (!read.ok) throw new Error(read.error.message);
  const config = read.value;
  const engine = await openEngine({
    folder,
    resources: RESOURCES,
    ...(postgres ? { database: postgres.url } : {}),
  });
  const begun = await startWorkspace(engine, { name: 'Ada Admin', username: 'ada' });
  if (!begun.ok) throw new Error(begun.error.message);
  const app = await buildApp({ config, engine, secret: SECRET, checksAnswers: true });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const tokens = new Tokens({ ...config, secret: SECRET, clock: engine.clock });
  let count = 0;

  async function signIn(user: UserId): Promise<Client> {
    const session = engine.clock.newId();
    await engine.store.transaction((tx) =>
      beginSession(tx, { id: session, user, now: engine.clock.now() }, tokens.drawRefresh()),
    );
    return client(url, user, await tokens.signAccess(user, session));
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
    nobody: client(url, null, null),
    admin: await signIn(begun.value),
    signIn,
    run,
    async person(role, username = `${role}${++count}`) {
      const id = engine.clock.newId() as UserId;
      await run('user.create', { id, username, name: username, role });
      return signIn(id);
    },
    async close() {
      await app.close();
      await engine.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Calls `url` as whoever the token names. */
export function client(url: string, id: UserId | null, token: string | null): Client {
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
      body: isJson ? JSON.parse(text) : null,
    };
  }
  return {
    id,
    token,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, headers) => call('DELETE', path, undefined, headers),
  };
}

/** A clock that tests move by hand; ids are fresh. */
export function movableClock(): typeof systemClock & { move(ms: number): void } {
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

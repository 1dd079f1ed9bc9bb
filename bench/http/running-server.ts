import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#tests/support/free-port.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'out', 'main', 'server.js');
const MEMORY = join(import.meta.dirname, 'server-memory.ts');
const ADMIN_PASSWORD = 'correct horse battery staple';
const START_LOOK_MS = 50;

/** A `katydid-server` of its own process, as an operator starts it; limits are off. */
export interface RunningServer {
  readonly url: string;
  readonly admin: { readonly login: string; readonly password: string };
  /** Its resident memory after a garbage collection, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export interface Place {
  readonly folder: string;
  /** null: SQLite in the folder. */
  readonly database: string | null;
}

/** Runs an operation such as `backup` to its end. */
export function operate(words: readonly string[], place: Place): void {
  execFileSync(process.execPath, [PROGRAM, ...words], { env: variablesOf(place), stdio: 'ignore' });
}

export async function startServer(place: Place): Promise<RunningServer> {
  const port = await freePort();
  const child = fork(PROGRAM, [], {
    execArgv: ['--expose-gc', '--import', MEMORY],
    env: {
      ...variablesOf(place),
      PORT: String(port),
      ADMIN_USERNAME: 'bench-admin',
      ADMIN_EMAIL: 'bench@example.org',
      ADMIN_PASSWORD,
      ACCESS_TOKEN_MINUTES: '600',
      RATE_LIMIT_ANONYMOUS: 'off',
      RATE_LIMIT_USER: 'off',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return {
    url,
    admin: { login: 'bench-admin', password: ADMIN_PASSWORD },
    async memory() {
      child.send('memory');
      const [bytes] = await once(child, 'message');
      return Number(bytes);
    },
    async stop() {
      const gone = once(child, 'exit');
      process.off('exit', kill);
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function variablesOf({ folder, database }: Place): NodeJS.ProcessEnv {
  const postgres = {
    DATABASE_URL: database ?? '',
    JWT_SECRET: 'a secret of the benchmark, 32 bytes',
  };
  return { ...process.env, DATA_DIR: folder, ...(database === null ? {} : postgres) };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await sleep(START_LOOK_MS);
  }
  throw new Error('The server did not start.');
}

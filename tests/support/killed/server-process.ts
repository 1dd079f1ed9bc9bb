import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { scratchFolder } from '../engine.ts';
import { freePort } from '../free-port.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'src', 'server', 'main.ts');
/** How often a program that starts is asked whether it is ready, in milliseconds. */
const ASK_MS = 50;

/** Of the admin whom each of these servers makes or finds. */
export const ADMIN = { username: 'ada', password: 'correct horse battery' } as const;

/** `katydid-server` as a process of its own, at one address for all its lives. */
export class ServerProcess {
  readonly url: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  private constructor(port: number, folder: string, database: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#env = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      DATABASE_URL: database,
      JWT_SECRET: 'a secret of the tests, 32 bytes and more',
      ACCESS_TOKEN_MINUTES: '60',
      ADMIN_USERNAME: ADMIN.username,
      ADMIN_PASSWORD: ADMIN.password,
      RATE_LIMIT_ANONYMOUS: 'off',
      RATE_LIMIT_USER: 'off',
      LOG_LEVEL: 'error',
    };
  }

  /** @param database the URL of its PostgreSQL */
  static async begin(database: string): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), scratchFolder(), database);
    await server.start();
    return server;
  }

  /** Resolves once it serves. Throws where it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM], {
      env: this.#env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#child = child;
    for (;;) {
      const ready = await fetch(`${this.url}/readyz`).catch(() => null);
      if (ready?.ok) return;
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
      await wait(ASK_MS);
    }
  }

  /** Ends it at once, as a crash would. Resolves once it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it, and what it kept. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

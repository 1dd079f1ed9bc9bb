import { type ChildProcess, spawn } from 'node:child_process';
import { type Browser, chromium, type Page } from '@playwright/test';
import { freePort } from '../free-port.ts';
import type { Recorded, Wish } from './messages.ts';

const REGISTER = new URL('./register.ts', import.meta.url).href;
const START_SECONDS = 30;

/** An application that runs in the stand-in. */
export interface StandIn {
  /** Its first window. */
  readonly page: Page;
  /** The arguments of every call of this part of Electron so far, such as `shell.openExternal`. */
  calls(api: string): readonly (readonly unknown[])[];
  /** Does what a person or the system would do. */
  wish(wish: Wish): void;
  /** Everything printed so far. */
  log(): string;
  /** Pulls the plug: no listener of the application runs. */
  kill(): Promise<void>;
  /** Asks the application to end. @returns its exit code */
  quit(): Promise<number | null>;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

export interface StandInStart {
  /** The built main file. */
  readonly main: string;
  readonly args: readonly string[];
  /** A folder for what Electron calls userData. */
  readonly userData: string;
}

/**
 * Starts the built application with the stand-in in Electron's place.
 *
 * @throws with what it printed when no window shows up
 */
export async function launchStandIn({ main, args, userData }: StandInStart): Promise<StandIn> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', REGISTER, main, ...args], {
    env: {
      ...process.env,
      KATYDID_STAND_IN_PORT: String(port),
      KATYDID_STAND_IN_USER_DATA: userData,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const recorded: Recorded[] = [];
  child.on('message', (message) => recorded.push(message as Recorded));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const calls = (api: string) =>
    recorded.filter((call) => call.api === api).map((call) => call.args);

  const { browser, page } = await firstWindow(port, child, () => printed);
  void ended.then(() => browser.close());
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name);
    return ended;
  };
  return {
    page,
    calls,
    wish: (wish) => void child.send(wish),
    log: () => printed,
    kill: async () => void (await signal('SIGKILL')),
    quit: () => signal('SIGTERM'),
    ended,
  };
}

/** @throws when the application ends or hesitates before a window has loaded its page */
async function firstWindow(
  port: number,
  child: ChildProcess,
  printed: () => string,
): Promise<{ browser: Browser; page: Page }> {
  let browser: Browser | undefined;
  const until = Date.now() + START_SECONDS * 1000;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
    const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
    const page = pages.find((candidate) => candidate.url().startsWith('file:'));
    if (browser && page) {
      await page.waitForLoadState();
      return { browser, page };
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`The application showed no window in the stand-in. It printed:\n${printed()}`);
}

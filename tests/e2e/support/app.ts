import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type RunningShell, type ShellName, startShell } from './shells.ts';

export { expect };

/** The application under test, with a workspace of its own. */
export interface App {
  /** Its window; another one after `restart`. */
  readonly page: Page;
  /** The folder of the workspace. */
  readonly workspace: string;
  /** Ends it properly, unless it was killed, and starts it again on the same workspace. */
  restart(): Promise<Page>;
  /** Pulls the plug of the host. */
  kill(): Promise<void>;
  /** What the host printed since it was started last. */
  log(): string;
}

export interface Options {
  /** Set by the project: where the application runs. */
  readonly shell: ShellName;
  /** Further flags, as after `npm start --`: `test.use({ flags: ['--sample'] })`. */
  readonly flags: readonly string[];
}

/**
 * Playwright's test with an application that runs: `test('…', async ({ app }) => …)`. The same test
 * runs in each shell. It fails, too, when the page threw an error or ran into its own security
 * policy.
 */
export const test = base.extend<{ app: App } & Options>({
  shell: ['browser-shell', { option: true }],
  flags: [[], { option: true }],
  app: async ({ shell, flags, context }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'katydid-e2e-'));
    const workspace = join(folder, 'workspace');
    const faults: string[] = [];
    let running: RunningShell | undefined;

    const start = async () => {
      const args = ['--workspace', workspace, ...flags];
      const started = await startShell[shell]({ args, userData: join(folder, 'user'), context });
      watch(started.page, faults);
      running = started;
      return started;
    };
    const now = () => {
      if (!running) throw new Error('The application was killed; restart it first.');
      return running;
    };

    await start();
    await use({
      workspace,
      get page() {
        return now().page;
      },
      restart: async () => {
        await running?.quit();
        return (await start()).page;
      },
      kill: async () => {
        const killed = now();
        running = undefined;
        await killed.kill();
      },
      log: () => now().log(),
    });
    await (running as RunningShell | undefined)?.quit();
    await rm(folder, { recursive: true, force: true });
    expect(faults, 'errors that the page threw').toEqual([]);
  },
});

const watched = new WeakSet<Page>();

function watch(page: Page, faults: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}

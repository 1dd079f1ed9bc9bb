import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { _electron, type BrowserContext, type Page } from '@playwright/test';
import { launchStandIn } from '#tests/support/electron-stand-in/launch.ts';

export type ShellName = 'browser-shell' | 'stand-in' | 'electron';

/** The application, running in one of its shells. */
export interface RunningShell {
  readonly page: Page;
  log(): string;
  /** Ends it as the system would; what it holds is saved. */
  quit(): Promise<void>;
  /** Pulls the plug. */
  kill(): Promise<void>;
}

export interface ShellStart {
  /** As after `npm start --`. */
  readonly args: readonly string[];
  /** A folder of its own for what is not in the workspace. */
  readonly userData: string;
  /** The test's own browser: the browser shell's page opens in it. */
  readonly context: BrowserContext;
}

const root = join(import.meta.dirname, '..', '..', '..');

export const startShell: Record<ShellName, (start: ShellStart) => Promise<RunningShell>> = {
  'browser-shell': async ({ args, context }) => {
    const program = join(root, 'out', 'main', 'browser-shell.js');
    const child = spawn(process.execPath, [program, '--no-open', ...args]);
    let printed = '';
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    const link = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          printed += text;
          const ready = /Katydid is ready at (\S+)/.exec(printed);
          if (ready?.[1]) resolve(ready[1]);
        });
      }
      void ended.then(() => reject(new Error(`The browser shell ended. It printed:\n${printed}`)));
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(await link);
    const signal = async (name: NodeJS.Signals) => {
      child.kill(name);
      await ended;
    };
    return {
      page,
      log: () => printed,
      quit: () => signal('SIGTERM'),
      kill: () => signal('SIGKILL'),
    };
  },

  'stand-in': async ({ args, userData, context }) => {
    const main = join(root, 'out', 'main', 'index.js');
    const app = await launchStandIn({ main, args, userData });
    await sizeLike(context, app.page);
    return {
      page: app.page,
      log: app.log,
      quit: async () => void (await app.quit()),
      kill: app.kill,
    };
  },

  electron: async ({ args, userData, context }) => {
    const app = await _electron.launch({
      args: [join(root, 'tests', 'support', 'electron-main.mjs'), ...args],
      cwd: root,
      env: { ...process.env, KATYDID_TEST_USER_DATA: userData },
      chromiumSandbox: process.platform === 'linux' && process.getuid?.() !== 0,
    });
    let printed = '';
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
    }
    const page = await app.firstWindow();
    await sizeLike(context, page);
    const ended = new Promise<void>((resolve) => app.process().on('exit', () => resolve()));
    return {
      page,
      log: () => printed,
      quit: () => app.close(),
      kill: async () => {
        app.process().kill('SIGKILL');
        await ended;
      },
    };
  },
};

/** The viewport that the test asked for holds in every shell. */
async function sizeLike(context: BrowserContext, page: Page): Promise<void> {
  const model = context.pages()[0] ?? (await context.newPage());
  const size = model.viewportSize();
  if (size) await page.setViewportSize(size);
}

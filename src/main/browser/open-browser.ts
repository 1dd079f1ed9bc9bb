import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Browsers that can show a page as a window of its own (`--app`), best first. */
function chromiumCandidates(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = [
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'brave-browser',
  ];
  return (env.PATH ?? '').split(':').flatMap((folder) => names.map((name) => join(folder, name)));
}

export interface OpenedBrowser {
  /** Resolves when the application window is closed; never for a tab of the default browser. */
  readonly closed: Promise<void>;
}

/**
 * Opens `link` as an application window where a Chromium is installed, else in the default browser.
 * @param profileFolder where the window keeps its own browser profile
 * @returns null where no browser could be started
 */
export function openBrowser(link: string, profileFolder: string): OpenedBrowser | null {
  const hasScreen =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen) return null;
  const program = chromiumCandidates(process.env).find((path) => existsSync(path));
  if (program) {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(
      program,
      [
        `--app=${link}`,
        `--user-data-dir=${profileFolder}`,
        '--no-first-run',
        '--no-default-browser-check',
        ...root,
      ],
      { stdio: 'ignore' },
    );
    return { closed: ended(child) };
  }
  const opener =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const child = spawn(opener, [link], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return { closed: new Promise(() => undefined) };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { onStderr, run } from './child.mjs';
import { giveUp, readNote, writeNote } from './project.mjs';
import { runTool } from './tool.mjs';

const DOWNLOAD_SECONDS = 300;

/**
 * The browser for the tests, installing one if there is none: Playwright's own, else the system's
 * Chrome, Chromium or Edge, else Debian's Chromium where we may install it.
 *
 * @returns {Promise<string>} the path of its program
 */
export async function ensureBrowser() {
  const present = await playwrightBrowser();
  if (present) return present;
  await installPlaywrightBrowser();
  const browser = (await findBrowser()) ?? (await installDebianBrowser());
  return (
    browser ??
    giveUp(
      "The tests need a Chromium browser: Playwright's own could not be downloaded, and no Chrome, Chromium or Edge was found. " +
        'Install one of them (or name its program in KATYDID_TEST_BROWSER), then run the same command again.',
    )
  );
}

/**
 * A browser that is already here.
 *
 * @returns {Promise<string | undefined>} the path of its program
 */
export async function findBrowser() {
  const named = process.env.KATYDID_TEST_BROWSER;
  if (named) return named;
  return (await playwrightBrowser()) ?? systemBrowsers().find((program) => existsSync(program));
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright');
  const program = chromium.executablePath();
  return existsSync(program) && starts(program) ? program : undefined;
}

/** Asks for Playwright's browser once; a refusal is remembered until the next clean install. */
async function installPlaywrightBrowser() {
  if (readNote('browser-refused')) return;
  console.error("Getting Playwright's browser for the tests …");
  let output = '';
  const code = await runTool('playwright', ['install', 'chromium'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    seconds: DOWNLOAD_SECONDS,
    onOutput: (text) => {
      output += text;
    },
  });
  if (code === 0) return;
  const reason = output.split('\n').find((line) => line.startsWith('Error:')) ?? `code ${code}`;
  console.error(`It could not be had (${reason}); looking for the system's own.`);
  writeNote('browser-refused', { reason });
}

/** @returns {string[]} where this system keeps its Chrome, Chromium and Edge, best first */
function systemBrowsers() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  }
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
  ];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((program) => existsSync(program) && starts(program));
}

/** Debian's package, when we are root on a system that has apt. */
async function installDebianBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.error("Installing Debian's Chromium for the tests …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = [...onStderr];
  await run('apt-get', ['update', '-q'], { stdio, env });
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
    stdio,
    env,
  });
  return findBrowser();
}

/**
 * Whether the program runs at all: a download without its system libraries does not, nor does a
 * package that only points to another store.
 *
 * @param {string} program
 */
function starts(program) {
  // On Windows, Chrome and Edge answer --version by opening a window.
  if (process.platform === 'win32') return true;
  return spawnSync(program, ['--version'], { timeout: 20_000 }).status === 0;
}

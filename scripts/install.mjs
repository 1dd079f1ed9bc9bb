import './preflight.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { onStderr, run } from './child.mjs';
import { fetchElectron } from './electron-program.mjs';
import { giveUp, inRoot, nodeProgram, readNote, writeNote } from './project.mjs';

/**
 * Brings node_modules to what the lock file says, if it is not there yet. Quick when it is: the
 * hash of the lock file is compared with the one noted after the last install.
 */
export async function ensureInstalled() {
  const lock = readFileSync(inRoot('package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readNote('installed') !== hash && !matchesLock(lock)) await install();
  if (!nodeProgram()) await restoreNode();
  if (readNote('installed') !== hash) writeNote('installed', hash);
}

/** Installs everything anew, then asks for Electron's own program, which npm does not bring. */
async function install() {
  console.error('Installing what Katydid needs (once, about a minute) …');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    giveUp(
      'npm could not install the packages (see above). Check the network and the registry that npm uses, then run the same command again.',
    );
  }
  if (!nodeProgram()) await restoreNode();
  const electron = await fetchElectron();
  if (!electron.program) {
    console.error(
      `Electron's program was not installed: ${electron.reason}. Katydid opens in a browser instead.`,
    );
  }
}

/**
 * Node 24 comes through an install script of the package `node`. Where scripts were blocked
 * nothing fails at install, so it is looked for, and fetched, here.
 */
async function restoreNode() {
  console.error("Fetching the project's own Node 24 …");
  await npm(['rebuild', 'node', '--ignore-scripts=false']);
  if (!nodeProgram()) {
    giveUp(
      'Katydid runs on its own Node 24, and node_modules/node is missing it: its install script was blocked or found no network. ' +
        'Run "npm rebuild node --ignore-scripts=false", or use Node 24 yourself, then run the same command again.',
    );
  }
}

/**
 * Whether somebody else's `npm install` already brought what the lock file says.
 *
 * @param {string} lock the text of package-lock.json
 */
function matchesLock(lock) {
  const installed = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  /** @type {Record<string, { version?: string, optional?: boolean }>} */
  const wanted = JSON.parse(lock).packages;
  /** @type {Record<string, { version?: string } | undefined>} */
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !present[path]),
  );
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
function npm(args) {
  // npm says where it lives when it runs us; otherwise it is found on the path.
  const cli = process.env.npm_execpath;
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  return cli?.endsWith('.js') && existsSync(cli)
    ? run(process.execPath, [cli, ...args], { stdio: [...onStderr], env })
    : run('npm', args, { stdio: [...onStderr], env, shell: process.platform === 'win32' });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { inRoot, nodeProgram, readNote, writeNote } from './project.mjs';

/** @typedef {{ program: string, reason?: never } | { program?: never, reason: string }} ElectronOrWhyNot */

const DOWNLOAD_SECONDS = 180;

/**
 * The path of Electron's program, if it is installed. It is no part of the npm package.
 *
 * @returns {string | undefined}
 */
export function electronProgram() {
  try {
    const name = readFileSync(inRoot('node_modules', 'electron', 'path.txt'), 'utf8');
    const folder =
      process.env.ELECTRON_OVERRIDE_DIST_PATH ?? inRoot('node_modules', 'electron', 'dist');
    const program = join(folder, name);
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Gets Electron's program if it is not there. A refusal is remembered until the next clean install,
 * so that no later start waits for it again.
 *
 * @param {{ askAgain?: boolean }} [options] `askAgain`: try whatever was remembered
 * @returns {Promise<ElectronOrWhyNot>}
 */
export async function fetchElectron({ askAgain = false } = {}) {
  const present = electronProgram();
  if (present) return { program: present };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    return { reason: 'ELECTRON_SKIP_BINARY_DOWNLOAD is set' };
  }
  const refused = /** @type {{ reason: string } | undefined} */ (readNote('electron-refused'));
  if (refused && !askAgain) return refused;

  let output = '';
  const code = await run(
    nodeProgram() ?? process.execPath,
    [inRoot('node_modules', 'electron', 'install.js')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      seconds: DOWNLOAD_SECONDS,
      onOutput: (text) => {
        output += text;
      },
    },
  );
  const program = electronProgram();
  if (program) return { program };
  const reason = `its download failed (${code === 124 ? `no end after ${DOWNLOAD_SECONDS} s` : whyIn(output)})`;
  writeNote('electron-refused', { reason });
  return { reason };
}

/**
 * Why Electron cannot open a window here although its program may be installed.
 *
 * @returns {string | undefined} undefined when nothing speaks against it
 */
export function whyNoElectronHere() {
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return "Electron's sandbox does not work for root";
  if (sandboxIsRefused()) {
    return 'this system forbids the user namespaces that its sandbox needs (kernel.apparmor_restrict_unprivileged_userns)';
  }
  return undefined;
}

function sandboxIsRefused() {
  try {
    const path = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
    return readFileSync(path, 'utf8').trim() === '1';
  } catch {
    return false;
  }
}

/**
 * The one line of a stack trace that a person can use.
 *
 * @param {string} output
 */
const whyIn = (output) =>
  output
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /error|refused|ENOTFOUND|code \d{3}/i.test(line))
    ?.replace(/^\w*Error: /, '')
    .slice(0, 160) ?? 'no reason given';

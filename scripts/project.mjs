import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} parts a path below the checkout */
export const inRoot = (...parts) => join(root, ...parts);

/** The Node 24 that comes with the project. */
const bundledNode = inRoot(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * The Node that runs Katydid: the project's own, else the running one if it is new enough.
 * An older one must never run it: better-sqlite3 brings Node 20 down without a message.
 *
 * @returns {string | undefined}
 */
export function nodeProgram() {
  if (existsSync(bundledNode)) return bundledNode;
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

/**
 * Reads what an earlier run noted down. Notes live in node_modules, so that a clean install
 * forgets them.
 *
 * @param {string} name
 * @returns {unknown} undefined when there is no such note
 */
export function readNote(name) {
  try {
    return JSON.parse(readFileSync(notePath(name), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {unknown} content anything that JSON can hold
 */
export function writeNote(name, content) {
  mkdirSync(dirname(notePath(name)), { recursive: true });
  writeFileSync(notePath(name), JSON.stringify(content));
}

/** @param {string} name */
const notePath = (name) => inRoot('node_modules', '.katydid', `${name}.json`);

/**
 * Ends the script with one line that says what to do.
 *
 * @param {string} line
 * @param {number} [code]
 * @returns {never}
 */
export function giveUp(line, code = 1) {
  console.error(line);
  process.exit(code);
}

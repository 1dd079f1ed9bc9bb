import './preflight.mjs';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onStderr } from './child.mjs';
import { giveUp, inRoot } from './project.mjs';
import { runTool } from './tool.mjs';

const stamp = inRoot('out', 'built.json');
const sources = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Builds the bundles in out/ when a source is newer than the last build. */
export async function ensureBuilt() {
  if (newest(sources.map((path) => inRoot(path))) > lastBuild()) await build();
}

/** Builds the bundles in out/. Ends the script when the build fails. */
export async function build() {
  const startedAt = Date.now();
  console.error('Building Katydid …');
  const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'], {
    stdio: [...onStderr],
  });
  if (code !== 0) giveUp('The build failed (see above).');
  // What changes during the build is newer than its beginning, and is built the next time.
  mkdirSync(inRoot('out'), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ startedAt }));
}

/** @returns {number} when the last build began, in ms; 0 when there was none */
function lastBuild() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).startedAt;
  } catch {
    return 0;
  }
}

/**
 * When anything below these paths last changed. Folders count too: a deleted file changes its folder.
 *
 * @param {readonly string[]} paths
 * @returns {number} in ms
 */
export function newest(paths) {
  let latest = 0;
  const pending = [...paths];
  for (let path = pending.pop(); path; path = pending.pop()) {
    const stats = statSync(path);
    latest = Math.max(latest, stats.mtimeMs);
    if (stats.isDirectory())
      pending.push(...readdirSync(path).map((name) => join(String(path), name)));
  }
  return latest;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build();
}

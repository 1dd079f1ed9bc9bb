import './preflight.mjs';
import { ensureBuilt } from './build.mjs';
import { run } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { inRoot, nodeProgram } from './project.mjs';

/**
 * Runs a program of the bundle with this script's arguments, where this script was called. Installing
 * and building what is missing speak on stderr: stdout is the program's own.
 *
 * @param {string} name of the program's file in `out/main`
 */
export async function runBundle(name) {
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await run(
    nodeProgram() ?? process.execPath,
    [inRoot('out', 'main', name), ...process.argv.slice(2)],
    { cwd: process.cwd(), env: process.env },
  );
}

import { readFileSync } from 'node:fs';
import { run } from './child.mjs';
import { inRoot, nodeProgram } from './project.mjs';

/** The tools of the project and the packages they come from. */
const packages = /** @type {const} */ ({
  biome: '@biomejs/biome',
  'electron-vite': 'electron-vite',
  playwright: '@playwright/test',
  tsc: 'typescript',
  vitest: 'vitest',
});

export const toolNames = Object.keys(packages);

/**
 * Runs a tool under Node 24. Its script is started directly, without npm's shell wrappers: they
 * differ between systems and mangle arguments on Windows.
 *
 * @param {string} name one of toolNames
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 * @returns {Promise<number>} the exit code
 */
export function runTool(name, args, options) {
  const from = packages[/** @type {keyof typeof packages} */ (name)];
  const { bin } = JSON.parse(readFileSync(inRoot('node_modules', from, 'package.json'), 'utf8'));
  const script = inRoot('node_modules', from, typeof bin === 'string' ? bin : bin[name]);
  return run(nodeProgram() ?? process.execPath, [script, ...args], options);
}

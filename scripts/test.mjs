import './preflight.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { toolEnvironment } from './child.mjs';
import { countCheck, countPlaywright, countVitest } from './counts.mjs';
import { ensureInstalled } from './install.mjs';
import { giveUp } from './project.mjs';
import { runTool } from './tool.mjs';

/**
 * @typedef {import('./counts.mjs').Count} Count
 * @typedef {{ name: string, what: string, run: (args: readonly string[]) => Promise<Count> }} Step
 */

// `npm test` runs every step; `npm test -- unit e2e` runs those; what follows goes to each of them:
// `npm test -- unit tests/domain`.

const reports = mkdtempSync(join(tmpdir(), 'katydid-test-'));

/** @type {readonly Step[]} */
const steps = [
  check('lint', 'format, lint and import walls', ['biome', 'check', '--error-on-warnings']),
  check('types', 'types of every layer', ['tsc', '--build']),
  { name: 'unit', what: 'unit, property, store, engine and boundary tests', run: unit },
  check('build', 'bundles', ['electron-vite', 'build', '--logLevel', 'warn']),
  { name: 'e2e', what: 'end-to-end tests in each shell', run: endToEnd },
];

const names = steps.map(({ name }) => name);
const words = process.argv.slice(2);
const firstOther = words.findIndex((word) => !names.includes(word));
const wanted = firstOther === -1 ? words : words.slice(0, firstOther);
const rest = words.slice(wanted.length);
if (rest.length > 0 && wanted.length === 0) {
  giveUp(`Name the steps first: ${names.join(', ')}.`, 2);
}

await ensureInstalled();
const total = { passed: 0, failed: 0 };
const outcomes = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n▶ ${step.name}: ${step.what}`);
  const startedAt = performance.now();
  const count = await step.run(rest);
  total.passed += count.passed;
  total.failed += count.failed;
  outcomes.push({ step, count, seconds: (performance.now() - startedAt) / 1000 });
}
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { step, count, seconds } of outcomes) {
  const sign = count.failed === 0 ? '✔' : '✘';
  const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
  const numbers = `${count.passed} passed, ${count.failed} failed${skipped}`;
  console.log(`${sign} ${step.name.padEnd(6)} ${numbers} (${seconds.toFixed(1)} s)`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * A step that passes or fails as one.
 *
 * @param {string} name
 * @param {string} what
 * @param {readonly string[]} command a tool and its arguments
 * @returns {Step}
 */
function check(name, what, [tool = '', ...args]) {
  return {
    name,
    what,
    run: async () => countCheck(await runTool(tool, args)),
  };
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function unit(args) {
  const file = join(reports, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', ['run', ...reporters, ...args]);
  return countVitest(code, readReport(file));
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function endToEnd(args) {
  const file = join(reports, 'e2e.json');
  const env = {
    ...toolEnvironment(),
    KATYDID_TEST_BROWSER: await ensureBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const code = await runTool('playwright', ['test', '--reporter=list,json', ...args], { env });
  return countPlaywright(code, readReport(file));
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

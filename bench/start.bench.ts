import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { bigWorkspace, emptyWorkspace } from './big-workspace.ts';

/*
 * From launching node to rows in a running browser: the built host starts, the page loads from it,
 * and the first issue (or the sentence of the empty list) is painted.
 */

const RUNS = 10;
const HOST = join(import.meta.dirname, '..', 'out', 'main', 'browser-shell.js');
const SHOWN = '[role="row"][aria-rowindex="2"], [data-empty]';

async function start(browser: Browser, workspace: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const began = performance.now();
  const host = spawn(process.execPath, [HOST, '--workspace', workspace, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await new Promise<string>((resolve) => {
    host.stdout.on('data', (text) => resolve(String(text).trim().split(' ').at(-1) ?? ''));
  });
  await page.goto(`${link}#/issues`);
  await page.waitForSelector(SHOWN);
  const took = performance.now() - began;
  await context.close();
  const ended = new Promise((resolve) => host.once('exit', resolve));
  host.kill('SIGTERM');
  await ended;
  return took;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const big = await bigWorkspace();
const empty = await emptyWorkspace();
const browser = await chromium.launch({
  executablePath: process.env.KATYDID_BROWSER ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const times: { readonly big: number; readonly empty: number }[] = [];
await start(browser, empty);
for (let run = 0; run < RUNS; run += 1) {
  times.push({ big: await start(browser, big), empty: await start(browser, empty) });
}
await browser.close();
const [withIssues, without] = [median(times.map((t) => t.big)), median(times.map((t) => t.empty))];
process.stdout.write(
  `start to rows, median of ${RUNS}: ${withIssues.toFixed(0)} ms with 100,099 issues (target 1,200), ` +
    `${without.toFixed(0)} ms empty, ratio ${(withIssues / without).toFixed(2)} (target 1.3)\n`,
);

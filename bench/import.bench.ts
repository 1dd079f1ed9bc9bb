import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beginWorkspace, databaseOf, katydidImport } from './big-workspace.ts';
import { conclude, type Line, print } from './figures.ts';
import { differences } from './same-rows.ts';
import { trackerFile } from './tracker-file.ts';

/*
 * `katydid import` of the real bugs and its bare peer (`bare-import.ts`), in turn, each a process of
 * its own that fills a workspace that has just begun; the rows of the two compared; then the same
 * file into the same workspace again.
 */

/** `--pairs 1` for a quick look. */
const { values } = parseArgs({ options: { pairs: { type: 'string' } }, strict: false });
const PAIRS = Number(values.pairs ?? 2);
const ISSUES = 100_099;
const MOST_TIMES = 2;
const BARE = join(import.meta.dirname, 'bare-import.ts');

const folder = mkdtempSync(join(tmpdir(), 'katydid-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function seconds<T>(work: () => T): { readonly s: number; readonly answer: T } {
  const since = performance.now();
  const answer = work();
  return { s: (performance.now() - since) / 1000, answer };
}

/** A workspace that has just begun, in the place of what was there. */
async function begun(name: string): Promise<string> {
  const workspace = join(folder, name);
  rmSync(workspace, { recursive: true, force: true });
  await beginWorkspace(workspace);
  return workspace;
}

const bare: number[] = [];
const whole: number[] = [];
let lines: Line[] = [];
for (let pair = 1; pair <= PAIRS; pair += 1) {
  const peer = await begun('bare');
  const script = seconds(() =>
    execFileSync(process.execPath, [BARE, trackerFile(), databaseOf(peer)]),
  );
  bare.push(script.s);
  const workspace = await begun('workspace');
  const first = seconds(() => katydidImport(workspace));
  whole.push(first.s);
  print(
    `pair ${pair}: bare ${script.s.toFixed(1)} s, katydid import ${first.s.toFixed(1)} s, ` +
      `ratio ${(first.s / script.s).toFixed(2)}`,
  );
  if (pair < PAIRS) continue;

  const different = differences(databaseOf(workspace), databaseOf(peer));
  for (const line of different) print(`differs: ${line}`);
  const again = seconds(() => katydidImport(workspace));
  const { created, skipped, adjusted } = first.answer;
  lines = [
    {
      what: 'imported',
      measured: `${created} created, ${skipped.length} skipped, ${adjusted.length} adjustments told`,
      target: `${ISSUES} created, 0 skipped`,
      met: created === ISSUES && skipped.length === 0,
    },
    {
      what: 'rows of the bare script',
      measured: different.length === 0 ? 'the same' : `${different.length} counts differ`,
      target: 'the same',
      met: different.length === 0,
    },
    {
      what: 'the same file again',
      measured: `${again.answer.created} created, ${again.answer.updated} updated, ${again.s.toFixed(1)} s`,
      target: '0 created, 0 updated',
      met: again.answer.created + again.answer.updated === 0,
    },
  ];
}

const mean = (times: readonly number[]) => times.reduce((sum, one) => sum + one, 0) / times.length;
const ratio = mean(whole) / mean(bare);
conclude([
  ...lines,
  { what: 'bare script', measured: `${mean(bare).toFixed(1)} s` },
  { what: 'katydid import', measured: `${mean(whole).toFixed(1)} s` },
  {
    what: `times the bare script, ${PAIRS} pairs`,
    measured: ratio.toFixed(2),
    target: `at most ${MOST_TIMES}`,
    met: ratio <= MOST_TIMES,
  },
]);

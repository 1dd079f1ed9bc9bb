import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareImport } from './bare-import.ts';
import { print } from './figures.ts';
import { trackerFile } from './tracker-file.ts';

/*
 * `katydid import` of the real bugs against the bare peer, in turn, then the same file again.
 * The target: at most twice the time of the bare script, nothing skipped, the second run changes
 * nothing.
 */

const ISSUES = 100_099;
const MOST_TIMES = 2;
const CLI = join(import.meta.dirname, '..', 'out', 'main', 'cli.js');
const OUTPUT_BYTES = 64 * 1024 * 1024;

interface Report {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly unknown[];
  readonly adjusted: readonly unknown[];
}

if (!existsSync(CLI)) throw new Error(`There is no ${CLI}: run npm run build first.`);
const folder = mkdtempSync(join(tmpdir(), 'katydid-bench-'));
try {
  const bare = await bareImport(trackerFile(), join(folder, 'bare.sqlite'));
  print(`bare script        ${bare.seconds.toFixed(1)} s`);
  const first = katydidImport();
  const times = first.seconds / bare.seconds;
  print(
    `katydid import     ${first.seconds.toFixed(1)} s, ${times.toFixed(2)} times the bare script`,
  );
  const { created, skipped, adjusted } = first.report;
  print(
    `                   ${created} created, ${skipped.length} skipped, ${adjusted.length} adjusted`,
  );
  const second = katydidImport();
  const { created: again, updated, unchanged } = second.report;
  print(`the same again     ${second.seconds.toFixed(1)} s`);
  print(`                   ${again} created, ${updated} updated, ${unchanged} unchanged`);
  const whole = created === ISSUES && skipped.length === 0;
  const met = whole && again + updated === 0 && times <= MOST_TIMES;
  print(`target             ${met ? 'met' : 'MISSED'}`);
  if (!met) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The whole program, from its start to its end. */
function katydidImport(): { readonly seconds: number; readonly report: Report } {
  const since = performance.now();
  const workspace = join(folder, 'workspace');
  const words = [CLI, 'import', trackerFile(), '--workspace', workspace, '--as', 'bench', '--json'];
  const output = execFileSync(process.execPath, words, { maxBuffer: OUTPUT_BYTES });
  const seconds = (performance.now() - since) / 1000;
  return { seconds, report: JSON.parse(output.toString()) as Report };
}

import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startLoopbackServer } from '#main/browser/loopback-server.ts';
import { startHost } from '#main/host.ts';
import { bigWorkspace, databaseOf } from './big-workspace.ts';
import { conclude, type Line, percentile, print } from './figures.ts';
import { otherTrackerFile } from './other-tracker.ts';
import type { Scene, SceneName, Times } from './page-client.ts';

/*
 * This process is the host of the browser shell, as `browser-shell.ts` makes it; how late its event
 * loop is, it measures itself. Another process (`page-client.ts`) calls as a page does: nothing at
 * all, then paging and typing, then the same while it imports as many bugs again as there are and
 * comments meanwhile.
 */

const MOST_DELAY_MS = 50;
const MS = 1e6;

const folder = mkdtempSync(join(tmpdir(), 'katydid-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
copyFileSync(databaseOf(await bigWorkspace()), databaseOf(folder));
const file = await otherTrackerFile();

const host = await startHost({ folder, shell: 'browser', resources: '' });
const server = await startLoopbackServer({ host, interfaceFolder: folder, port: 0 });
const client = fork(join(import.meta.dirname, 'page-client.ts'), [server.link(), file]);
const told = <T>() =>
  new Promise<T>((resolve) => client.once('message', (value) => resolve(value as T)));
client.once('exit', (code) => {
  if (code) process.exit(code);
});
await told();

/** What the machine does to a process that does nothing, for comparison. */
const idler = fork(join(import.meta.dirname, 'idle-process.ts'));
const delay = monitorEventLoopDelay({ resolution: 1 });
const lines: Line[] = [];

async function play(name: SceneName, what: string): Promise<Scene> {
  delay.reset();
  delay.enable();
  const before = process.threadCpuUsage();
  const since = performance.now();
  idler.send('reset');
  const answer = told<Scene>();
  client.send(name);
  const scene = await answer;
  delay.disable();
  const { user, system } = process.threadCpuUsage(before);
  const busy = (user + system) / 10 / (performance.now() - since);
  const idle = new Promise<number>((resolve) => idler.once('message', (ms) => resolve(Number(ms))));
  idler.send('tell');
  const p999 = delay.percentile(99.9) / MS;
  lines.push({
    what: `event loop of the host, ${what}`,
    measured: `p99.9 ${p999.toFixed(1)} ms, worst ${(delay.max / MS).toFixed(1)}`,
    target: `p99.9 at most ${MOST_DELAY_MS}`,
    met: p999 <= MOST_DELAY_MS,
  });
  lines.push({
    what: `  its thread was busy for`,
    measured: `${busy.toFixed(1)} % of the time; a process that does nothing: p99.9 ${(await idle).toFixed(1)} ms`,
  });
  lines.push(...timesOf(`reads, ${what}`, scene.reads));
  lines.push(...timesOf(`writes of others, ${what}`, scene.writes));
  return scene;
}

function timesOf(what: string, byPhase: Times): Line[] {
  return Object.entries(byPhase).map(([phase, times]) => {
    const [p50, p95, worst] = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0));
    return {
      what: phase === '' ? what : `${what}: ${phase}`,
      measured: `p50 ${p50} ms, p95 ${p95}, worst ${worst}, n ${times.length}`,
    };
  });
}

await play('idle', 'idle');
await play('use', 'paging and typing');
const { phases, created } = await play('import', 'during an import');
client.disconnect();
idler.disconnect();
await server.close();
await host.close();

print(`imported beside it: ${created} issues`);
for (const [phase, ms] of Object.entries(phases)) print(`  ${phase} ${(ms / 1000).toFixed(1)} s`);
conclude(lines);

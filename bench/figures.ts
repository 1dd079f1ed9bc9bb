/** What a benchmark measured under one name, in milliseconds. */
export interface Figure {
  readonly name: string;
  readonly times: readonly number[];
  readonly target?: { readonly p95: number; readonly max?: number };
}

/** The value below which the share of the times lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Prints a table, and tells the process to fail where a target is missed. */
export function report(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  print(`${''.padEnd(width)}      n     p50     p95     max  target`);
  for (const { name, times, target } of figures) {
    const p95 = percentile(times, 0.95);
    const max = percentile(times, 1);
    const cells = [percentile(times, 0.5), p95, max].map((time) => time.toFixed(1).padStart(8));
    print(
      `${name.padEnd(width)} ${String(times.length).padStart(6)}${cells.join('')}  ${goal(target, p95, max)}`,
    );
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function goal(target: Figure['target'], p95: number, max: number): string {
  if (!target) return '';
  const most = target.max ?? Number.POSITIVE_INFINITY;
  const met = p95 <= target.p95 && max <= most;
  if (!met) process.exitCode = 1;
  const limit = target.max === undefined ? '' : `, worst ${target.max}`;
  return `p95 ${target.p95}${limit}: ${met ? 'met' : 'MISSED'}`;
}

/** Whether processor time is counted instead: the figures of a machine with other work to do. */
const COUNTS_PROCESSOR = process.argv.includes('--cpu');

/** The milliseconds that the work takes, and its answer. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const since = clock();
  const answer = await work();
  return { ms: clock() - since, answer };
}

function clock(): number {
  if (!COUNTS_PROCESSOR) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

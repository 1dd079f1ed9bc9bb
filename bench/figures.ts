/** What a benchmark measured under one name, in milliseconds. */
export interface Figure {
  readonly name: string;
  readonly times: readonly number[];
  readonly target?: { readonly p95?: number; readonly p999?: number; readonly max?: number };
}

/** The value below which the share of the times lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** One line of the closing table that is not made of times; `met` undefined: there is no target. */
export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly target?: string;
  readonly met?: boolean;
}

/** Prints the closing table, and tells the process to fail where a target is missed. */
export function conclude(lines: readonly Line[]): void {
  const widths = [
    Math.max(...lines.map(({ what }) => what.length)),
    Math.max(...lines.map(({ measured }) => measured.length)),
  ] as const;
  for (const { what, measured, target = '', met } of lines) {
    const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
    if (met === false) process.exitCode = 1;
    print(
      `${what.padEnd(widths[0])}  ${measured.padStart(widths[1])}  ${`${target}  ${verdict}`.trim()}`,
    );
  }
}

/** Prints a table of times, and tells the process to fail where a target is missed. */
export function report(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  print(`${''.padEnd(width)}      n     p50     p95     max  target`);
  for (const { name, times, target } of figures) {
    const shown = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1).padStart(8));
    print(
      `${name.padEnd(width)} ${String(times.length).padStart(6)}${shown.join('')}  ${goal(target, times)}`,
    );
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function goal(target: Figure['target'], times: readonly number[]): string {
  if (!target) return '';
  const { p95, p999, max } = target;
  const limits = [
    ...(p95 === undefined ? [] : [{ name: 'p95', most: p95, is: percentile(times, 0.95) }]),
    ...(p999 === undefined ? [] : [{ name: 'p99.9', most: p999, is: percentile(times, 0.999) }]),
    ...(max === undefined ? [] : [{ name: 'worst', most: max, is: percentile(times, 1) }]),
  ];
  const met = limits.every(({ is, most }) => is <= most);
  if (!met) process.exitCode = 1;
  return `${limits.map(({ name, most }) => `${name} ${most}`).join(', ')}: ${met ? 'met' : 'MISSED'}`;
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

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '#engine/import/import-host.ts';
import { runImport } from '#engine/import/run-import.ts';
import type { ImportReport } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import type { TestEngine } from '#tests/support/engine.ts';

/** A row of the tracker format (data/README.md), with what a test does not care about. */
export function trackerRow(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    externalId: id,
    source: 'tracker',
    project: 'Till',
    title: `Bug ${id}`,
    description: 'It fails.',
    status: 'NEW',
    reporter: 'Rosa Reporter',
    created: '2020-01-02T03:04:05.000Z',
    ...more,
  };
}

export function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Writes a file into the engine's folder and gives its path. */
export function fileIn({ folder }: { folder: string }, name: string, bytes: string | Buffer) {
  mkdirSync(join(folder, 'files'), { recursive: true });
  const path = join(folder, 'files', name);
  writeFileSync(path, bytes);
  return path;
}

export function importInto(
  engine: TestEngine,
  file: string,
  options: Partial<ImportOptions> = {},
): Promise<Result<ImportReport>> {
  return runImport(engine, {
    actor: engine.admin,
    file,
    dryRun: false,
    skipBad: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
}

/** The report of an import that must have been done. */
export async function imported(
  engine: TestEngine,
  rows: readonly unknown[],
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const result = await importInto(engine, fileIn(engine, 'rows.jsonl', jsonLines(rows)), options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** How many rows the tables have that an import fills. */
export async function rowCounts({ store }: TestEngine): Promise<Readonly<Record<string, number>>> {
  const tables = ['user', 'project', 'tag', 'issue', 'comment', 'activity', 'search_gap'] as const;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { n } = await store.read
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(n);
  }
  return counts;
}

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { UserId } from '#domain/ids.ts';
import type { Viewer } from '#store/query/viewer.ts';
import { cachingDatabase } from '#store/statement-cache.ts';
import type { Read, Schema } from '#store/tables.ts';
import { bareImport } from './bare-import.ts';
import { trackerFile } from './tracker-file.ts';

/** A workspace with the real bugs, open for reading. */
export interface BenchStore {
  readonly read: Read;
  readonly close: () => Promise<void>;
}

/**
 * Opens the workspace file that `--workspace` names, so that what `katydid import` made is measured;
 * without it, a file that the bare import fills and `close` removes.
 */
export async function openBenchStore(): Promise<BenchStore> {
  const { values } = parseArgs({ options: { workspace: { type: 'string' } }, strict: false });
  const named = typeof values.workspace === 'string' ? values.workspace : null;
  if (named !== null && !existsSync(named)) throw new Error(`There is no file ${named}.`);
  const folder = named === null ? mkdtempSync(join(tmpdir(), 'katydid-bench-')) : null;
  const file = named ?? join(folder ?? '', 'workspace.db');
  if (folder !== null) await bareImport(trackerFile(), file);
  const handle = new Database(file, { readonly: true });
  handle.pragma('cache_size = -64000');
  handle.pragma('temp_store = MEMORY');
  const read = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: cachingDatabase(handle, 'begin', () => '', undefined),
    }),
  }) as Read;
  return {
    read,
    close: async () => {
      await read.destroy();
      if (folder !== null) rmSync(folder, { recursive: true });
    },
  };
}

/** People who see different things: everything, all but others' private projects, the least. */
export async function benchViewers(read: Read): Promise<readonly Viewer[]> {
  const people = await read.selectFrom('user').select('id').orderBy('n').limit(3).execute();
  const roles = ['admin', 'manager', 'tester'] as const;
  return people.map(({ id }, index) => ({ id: id as UserId, role: roles[index] ?? 'tester' }));
}

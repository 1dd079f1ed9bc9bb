import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { UserId } from '#domain/ids.ts';
import type { Viewer } from '#store/query/viewer.ts';
import { cachingDatabase } from '#store/statement-cache.ts';
import type { Read, Schema } from '#store/tables.ts';
import { bigWorkspace, databaseOf } from './big-workspace.ts';

/** The workspace that `katydid import` made of the real bugs, open for reading as the store opens it. */
export interface BenchStore {
  readonly read: Read;
  readonly close: () => Promise<void>;
}

export async function openBenchStore(): Promise<BenchStore> {
  const handle = new Database(databaseOf(await bigWorkspace()), { readonly: true });
  handle.pragma('cache_size = -64000');
  handle.pragma('temp_store = MEMORY');
  const read = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: cachingDatabase(handle, 'begin', () => '', undefined),
    }),
  }) as Read;
  return { read, close: () => read.destroy() };
}

/** People who see different things: everything, all but others' private projects, the least. */
export async function benchViewers(read: Read): Promise<readonly Viewer[]> {
  const people = await read.selectFrom('user').select('id').orderBy('n').limit(3).execute();
  const roles = ['admin', 'manager', 'tester'] as const;
  return people.map(({ id }, index) => ({ id: id as UserId, role: roles[index] ?? 'tester' }));
}

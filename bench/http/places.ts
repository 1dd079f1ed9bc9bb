import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnPostgres } from '#tests/support/postgres-server.ts';
import { bigWorkspace, databaseOf } from '../big-workspace.ts';
import { operate, type Place } from './running-server.ts';

export const DATABASES = ['sqlite', 'postgres'] as const;
export type Database = (typeof DATABASES)[number];

export interface FilledPlace extends Place {
  drop(): Promise<void>;
}

/** The real bugs in a store of their own: a copy of the file, or a PostgreSQL that syncs its commits. */
export async function fill(database: Database): Promise<FilledPlace> {
  const big = await bigWorkspace();
  const folder = mkdtempSync(join(tmpdir(), 'katydid-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (database === 'sqlite') {
    copyFileSync(databaseOf(big), databaseOf(folder));
    return { folder, database: null, drop: async () => remove() };
  }
  const server = await startOwnPostgres();
  const place = { folder, database: server.url };
  const backup = `${big}.backup`;
  if (!existsSync(backup)) operate(['backup', backup], { folder: big, database: null });
  operate(['restore', backup], place);
  return {
    ...place,
    drop: async () => {
      await server.stop();
      remove();
    },
  };
}

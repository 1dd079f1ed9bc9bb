import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startOwnPostgres } from '#tests/support/postgres-server.ts';
import { bigWorkspace, databaseOf } from '../big-workspace.ts';
import { operate, type Place, startServer } from './running-server.ts';

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
  await whenIndexed(place);
  return {
    ...place,
    drop: async () => {
      await server.stop();
      remove();
    },
  };
}

const LOOK_MS = 500;

/** A server fills the search index after a restore; it is measured when that is done. */
async function whenIndexed(place: Place & { readonly database: string }): Promise<void> {
  const server = await startServer(place);
  const client = new Client({ connectionString: place.database });
  await client.connect();
  const count = async () =>
    Number((await client.query('select count(*) as n from search_gap')).rows[0]?.n ?? 0);
  while ((await count()) > 0) await sleep(LOOK_MS);
  await client.query('vacuum analyze');
  await client.end();
  await server.stop();
}

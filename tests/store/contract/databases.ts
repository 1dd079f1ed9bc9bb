import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Connection } from '#store/connection.ts';
import { connectPostgres, openPostgres } from '#store/open-postgres.ts';
import { connectSqlite, openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { freshDatabase } from '#tests/support/postgres.ts';

/** A place for one store, empty at first. */
export interface Place {
  /** Opens what is there. Whoever opens closes. */
  open(): Promise<Store>;
  connect(): Promise<Connection>;
  /** The file, or the URL. */
  readonly where: string;
  remove(): Promise<void>;
}

/** A random word for tags and epochs; no test looks at its value. */
export const newWord = randomUUID;

/** Both databases: every test of the contract runs on each. */
export const DATABASES: readonly {
  readonly name: 'sqlite' | 'postgres';
  readonly make: () => Promise<Place>;
}[] = [
  {
    name: 'sqlite',
    make: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'katydid-store-'));
      const where = join(folder, 'store.sqlite');
      const options = { file: where, program: 'the test', newWord };
      return {
        where,
        open: () => openSqlite(options),
        connect: async () => connectSqlite(options),
        remove: async () => rmSync(folder, { recursive: true }),
      };
    },
  },
  {
    name: 'postgres',
    make: async () => {
      const { url, drop } = await freshDatabase();
      return {
        where: url,
        open: () => openPostgres({ url, newWord }),
        connect: () => connectPostgres({ url, newWord }),
        remove: drop,
      };
    },
  },
];

/** A migrated store of one's own, and what ends it. */
export async function freshStore(
  database: (typeof DATABASES)[number],
): Promise<{ readonly store: Store; readonly place: Place; end(): Promise<void> }> {
  const place = await database.make();
  const store = await place.open();
  await store.migrate();
  return {
    store,
    place,
    end: async () => {
      await store.close();
      await place.remove();
    },
  };
}

const TABLES = [
  ...['saved_view', 'relation', 'attachment'],
  ...['draft', 'setting', 'activity', 'notification', 'assignment', 'comment', 'watcher'],
  ...[
    'search_gap',
    'issue_tag',
    'issue_environment',
    'issue_text',
    'issue',
    'tombstone',
    'command',
    'rule',
  ],
  ...['state', 'tag', 'severity', 'project_member', 'project', 'workspace', 'workflow', 'user'],
];

/** Takes every row out of a store. */
export async function empty(store: Store): Promise<void> {
  for (const table of TABLES) await sql`delete from ${sql.table(table)}`.execute(store.write);
  if (store.dialect === 'postgres') return;
  for (const table of ['issue_words', 'comment_words']) {
    await sql`delete from ${sql.table(table)}`.execute(store.write);
  }
}

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { readCatalogue } from './catalogue.ts';
import { type CopyProgress, copyRows } from './copy-rows.ts';
import { StoreBusy } from './errors.ts';
import { migrate, readSchema } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { connectSqlite } from './open-sqlite.ts';
import { inSnapshot } from './snapshot.ts';
import type { Store } from './store.ts';
import type { Read, Write } from './tables.ts';

/**
 * Copies the state of a PostgreSQL store into a new SQLite store of the same schema, as one snapshot
 * sees it while others work.
 */
export async function backupPostgres(
  read: Read,
  target: string,
  onProgress: CopyProgress = () => undefined,
): Promise<void> {
  const draft = `${target}.${randomUUID()}.draft`;
  const file = connectSqlite({ file: draft, program: 'a backup', newWord: randomUUID });
  try {
    await inSnapshot(read, 'postgres', async (snapshot) => {
      const schema = await readSchema(snapshot, 'postgres');
      await migrate(
        file,
        MIGRATIONS.filter(({ number }) => number <= schema),
      );
      const tables = await readCatalogue(file.read);
      await file.write.transaction().execute(async (tx) => {
        const to = tx as unknown as Write;
        await to.deleteFrom('meta').execute();
        await copyRows({ from: snapshot, to, dialect: 'sqlite', tables, onProgress });
      });
    });
    await file.backup(target);
  } finally {
    await file.close();
    for (const tail of ['', '-wal', '-shm']) rmSync(`${draft}${tail}`, { force: true });
  }
}

/**
 * Puts the rows of a SQLite store of the same schema in the place of all rows of a PostgreSQL store:
 * in one transaction, so that whatever throws leaves them as they were.
 *
 * @throws StoreBusy where another process of Katydid is connected to the database
 */
export async function refillPostgres(
  store: Store,
  source: Store,
  onProgress: CopyProgress,
): Promise<void> {
  const tables = await readCatalogue(source.read);
  const names = [...tables.map(({ name }) => name), 'word_entry'];
  await store.write.transaction().execute(async (tx) => {
    const to = tx as unknown as Write;
    await refuseCompany(to);
    await sql`truncate table ${sql.join(names.map((name) => sql.table(name)))}`.execute(to);
    // Who began to connect meanwhile waits for the locks by now, and finds the new rows.
    await copyRows({ from: source.read, to, dialect: 'postgres', tables, onProgress });
  });
  await store.settle();
}

/** @throws StoreBusy where another process of Katydid is connected to the database */
export async function refuseCompany(db: Read): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and usesysid is not null
      and application_name like 'katydid%' and application_name <> current_setting('application_name')
    order by 1`.execute(db);
  if (rows.length === 0) return;
  throw new StoreBusy(
    `${rows.length === 1 ? 'Another process is' : `${rows.length} other processes are`} connected to this database. Stop every server of it, then try again.`,
  );
}

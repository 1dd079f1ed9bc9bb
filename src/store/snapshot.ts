import type { Kysely } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Read, Schema } from './tables.ts';

/**
 * Runs reads that all see the store as it was at the first of them, whatever is committed meanwhile.
 * On SQLite other reads of this process wait until it ends, so it must be short, and must not ask
 * `db` itself inside.
 */
export function inSnapshot<T>(
  db: Read,
  dialect: Dialect,
  work: (snapshot: Read) => Promise<T>,
): Promise<T> {
  const reading = db.transaction();
  const level = dialect === 'postgres' ? reading.setIsolationLevel('repeatable read') : reading;
  return level.execute((snapshot: Kysely<Schema>) => work(snapshot as Read));
}

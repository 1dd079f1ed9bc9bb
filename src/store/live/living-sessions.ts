import { among } from '../batch.ts';
import type { Dialect } from '../dialect.ts';
import type { Read } from '../tables.ts';

/** Those of these sessions that have not been ended. */
export async function livingSessions(
  db: Read,
  dialect: Dialect,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('auth_session')
    .select('id')
    .where(among(dialect, 'id', ids))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

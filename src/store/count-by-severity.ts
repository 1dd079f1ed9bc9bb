import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { type Scope, visible } from './query/viewer.ts';
import type { Read } from './tables.ts';

/** How many issues of each severity (`severity.n`) the scope sees; a severity without any is left out. */
export async function countBySeverity(
  db: Read,
  dialect: Dialect,
  scope: Scope,
): Promise<ReadonlyMap<number, number>> {
  const seesAll = scope.seesConfidential && scope.hiddenProjects === null;
  // Left to itself SQLite walks the severities and fetches every row to ask whether it is seen.
  const hint = dialect === 'sqlite' && !seesAll ? sql`indexed by issue_facts` : sql``;
  const { rows } = await sql<{ n: number; count: number }>`
    select severity as n, count(*) as count from issue ${hint}
    where ${visible(scope, dialect)} group by severity`.execute(db);
  return new Map(rows.map(({ n, count }) => [n, Number(count)]));
}

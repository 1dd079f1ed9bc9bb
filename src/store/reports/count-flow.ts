import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { type Scope, visible } from '../query/viewer.ts';
import type { Read } from '../tables.ts';

/** Every zone's days begin at a multiple of it, since 1972 at least. */
export const QUARTER_MS = 900_000;

export interface QuarterCount {
  /** When the quarter of an hour begins, epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** An import may bring an issue that was resolved before it says that it was created. */
const INSTANTS = {
  created: sql<number>`issue.created_at`,
  resolved: sql<number>`case when issue.resolved_at < issue.created_at
    then issue.created_at else issue.resolved_at end`,
} as const;

/** How many issues that the scope sees were created or resolved in each quarter of an hour, rising. */
export async function countFlow(
  db: Read,
  dialect: Dialect,
  scope: Scope,
  {
    what,
    from,
    before,
  }: { readonly what: keyof typeof INSTANTS; readonly from: number; readonly before: number },
): Promise<readonly QuarterCount[]> {
  const instant = INSTANTS[what];
  const { rows } = await sql<{ quarter: number; count: number }>`
    select ${instant} / ${sql.lit(QUARTER_MS)} as quarter, count(*) as count from issue
    where ${instant} >= ${from} and ${instant} < ${before} and ${visible(scope, dialect)}
    group by 1 order by 1`.execute(db);
  return rows.map(({ quarter, count }) => ({
    at: Number(quarter) * QUARTER_MS,
    count: Number(count),
  }));
}

/** How many issues that the scope sees were created before an instant and not resolved by then. */
export async function countOpenAt(
  db: Read,
  dialect: Dialect,
  scope: Scope,
  instant: number,
): Promise<number> {
  const { n } = await db
    .selectFrom('issue')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('issue.created_at', '<', instant)
    .where((eb) =>
      eb.or([eb('issue.resolved_at', 'is', null), eb('issue.resolved_at', '>=', instant)]),
    )
    .where(visible(scope, dialect))
    .executeTakeFirstOrThrow();
  return Number(n);
}

import { sql } from 'kysely';
import { CATEGORY } from '../codes.ts';
import type { Dialect } from '../dialect.ts';
import { type Scope, visible } from '../query/viewer.ts';
import type { Read } from '../tables.ts';

/** What somebody has to do. */
export interface PersonWorkload {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  /** Issues in todo or doing. */
  readonly open: number;
  /** Sum over these of (severities + 1 - rank). */
  readonly workload: number;
}

/** The work of everybody who has any, as far as the scope sees it, in no order. */
export async function sumWorkload(
  db: Read,
  dialect: Dialect,
  scope: Scope,
): Promise<readonly PersonWorkload[]> {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('user as person', 'person.n', 'issue.assignee')
    .select(['person.id', 'person.username', 'person.name'])
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .select(
      sql<number>`sum((select count(*) from severity) + 1 - issue.severity_rank)`.as('workload'),
    )
    .where('issue.category', '<=', CATEGORY.of.doing)
    .where(visible(scope, dialect))
    .groupBy(['person.id', 'person.username', 'person.name'])
    .execute();
  return rows.map((row) => ({ ...row, open: Number(row.open), workload: Number(row.workload) }));
}

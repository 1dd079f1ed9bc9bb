import { sql } from 'kysely';
import type { WorkloadShape } from '#protocol/shapes.ts';
import { CATEGORY } from '#store/codes.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';

/**
 * The open issues of everybody who has any, of those that the asker sees, the heaviest workload
 * first. Rank 1 of n severities weighs n, the last 1, as for the assignment rules.
 */
export async function workload({
  store: { read, dialect },
  user,
}: Pick<Asker, 'store' | 'user'>): Promise<readonly WorkloadShape[]> {
  const scope = await scopeOf(read, user);
  const rows = await read
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
  return rows
    .map(({ open, workload: weight, ...person }) => ({
      person,
      open: Number(open),
      workload: Number(weight),
    }))
    .toSorted(
      (a, b) => b.workload - a.workload || (a.person.username < b.person.username ? -1 : 1),
    );
}

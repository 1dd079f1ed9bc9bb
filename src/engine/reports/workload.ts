import type { WorkloadShape } from '#protocol/shapes.ts';
import { scopeOf } from '#store/query/viewer.ts';
import { sumWorkload } from '#store/reports/sum-workload.ts';
import type { Asker } from '../asker.ts';

/**
 * The open issues of everybody who has any, of those that the asker sees, the heaviest workload
 * first. Rank 1 of n severities weighs n, the last 1, as for the assignment rules.
 */
export async function workload({
  store: { read, dialect },
  user,
}: Pick<Asker, 'store' | 'user'>): Promise<readonly WorkloadShape[]> {
  const people = await sumWorkload(read, dialect, await scopeOf(read, user));
  return people
    .map(({ open, workload: weight, ...person }) => ({ person, open, workload: weight }))
    .toSorted(
      (a, b) => b.workload - a.workload || (a.person.username < b.person.username ? -1 : 1),
    );
}

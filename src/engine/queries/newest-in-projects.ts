import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { grouped } from './paged.ts';

/**
 * The ids of the newest issues of each of many projects that the asker sees, newest first, by project;
 * projects without any are left out. As many statements for a hundred projects as for one.
 */
export async function newestInProjects(
  projects: readonly string[],
  count: number,
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const placed = read
    .selectFrom('issue')
    .innerJoin('project', 'project.n', 'issue.project')
    .select(['issue.id', 'project.id as project_id'])
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('issue.project').orderBy('issue.number', 'desc'))
        .as('place'),
    )
    .where(among(dialect, 'project.id', [...new Set(projects)]))
    .where(visible(await scopeOf(read, user), dialect));
  const rows = await read
    .selectFrom(placed.as('placed'))
    .select(['placed.id', 'placed.project_id'])
    .where('placed.place', '<=', count)
    .orderBy('placed.project_id')
    .orderBy('placed.place')
    .execute();
  return grouped(
    rows,
    ({ project_id }) => project_id,
    ({ id }) => id,
  );
}

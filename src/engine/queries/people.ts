import { seesProject } from '#domain/permissions.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { isCalled } from '#store/contains.ts';
import { loadProjects, loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { user } from './shape.ts';

/**
 * People whose name or username holds the text; with `project`, only those who may be assigned in
 * it: nobody where the asker does not see it, as where there is none.
 */
export async function searchPeople(
  { text, project, roles, offset, count }: CallInput<'people.search'>,
  asker: Asker,
): Promise<CallOutput<'people.search'>> {
  const { read, dialect } = asker.store;
  let query = read.selectFrom('user');
  if (text.trim() !== '') query = query.where(await isCalled(text, read, dialect));
  if (roles) query = query.where('role', 'in', roles);
  if (project !== undefined) {
    const [named] = await loadProjects(read, dialect, [project]);
    if (!named || !seesProject(asker.user, named)) return { total: 0, people: [] };
    query = query.where('blocked', '=', 0);
    if (named.visibility === 'private') {
      query = query.where((eb) =>
        eb.or([
          eb('role', '=', 'admin'),
          eb.exists(
            eb
              .selectFrom('project_member')
              .innerJoin('project', 'project.n', 'project_member.project')
              .select('project.n')
              .where('project.id', '=', project)
              .whereRef('project_member.user', '=', 'user.n'),
          ),
        ]),
      );
    }
  }
  const { n } = await query
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const ids = await query.select('id').orderBy('username').offset(offset).limit(count).execute();
  const rows = await loadUsers(
    read,
    dialect,
    ids.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return {
    total: Number(n),
    people: ids.flatMap(({ id }) => byId.get(id) ?? []).map((row) => user(row, asker.user)),
  };
}

import { foldCase } from '#domain/text.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { user } from './shape.ts';

/** People whose name or username holds the text; with `project`, only those who may be assigned in it. */
export async function searchPeople(
  { text, project, roles, offset, count }: CallInput<'people.search'>,
  asker: Asker,
): Promise<CallOutput<'people.search'>> {
  const { read, dialect } = asker.store;
  const part = `%${foldCase(text.trim()).replaceAll('%', '')}%`;
  let query = read.selectFrom('user');
  if (text.trim() !== '') {
    query = query.where((eb) =>
      eb.or([eb('username', 'like', part), eb(eb.fn<string>('lower', ['name']), 'like', part)]),
    );
  }
  if (roles) query = query.where('role', 'in', roles);
  if (project !== undefined) {
    query = query
      .where('blocked', '=', 0)
      .where((eb) =>
        eb.or([
          eb('role', '=', 'admin'),
          eb.exists(
            eb
              .selectFrom('project')
              .select('project.n')
              .where('project.id', '=', project)
              .where('project.visibility', '=', 'public'),
          ),
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

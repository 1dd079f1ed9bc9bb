import { seesProject } from '#domain/permissions.ts';
import type { RuleShape } from '#protocol/shapes.ts';
import { loadProjects, loadRules } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { time } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/**
 * The assignment rules of a project, or of all that the asker sees, by project and in the order in
 * which they are tried.
 * @param project its id; of one out of sight there are no rules
 */
export async function listRules(
  project: string | null,
  { store: { read, dialect }, user }: Reader,
): Promise<readonly RuleShape[]> {
  let query = read
    .selectFrom('rule')
    .innerJoin('project', 'project.n', 'rule.project')
    .select('rule.id')
    .orderBy('project.key')
    .orderBy('rule.position')
    .orderBy('rule.id');
  if (project !== null) query = query.where('project.id', '=', project);
  const ids = (await query.execute()).map(({ id }) => id);
  const rules = new Map(
    (await loadRules(read, dialect, ids)).map((row) => [row.id as string, row]),
  );
  const named = [...new Set([...rules.values()].map((rule) => rule.project))];
  const projects = new Map(
    (await loadProjects(read, dialect, named))
      .filter((row) => seesProject(user, row))
      .map((row) => [row.id, row]),
  );
  return ids.flatMap((id): RuleShape[] => {
    const rule = rules.get(id);
    const place = rule && projects.get(rule.project);
    if (rule === undefined || place === undefined) return [];
    const { when, candidates, createdAt, updatedAt, ...rest } = rule;
    return [
      {
        ...rest,
        project: { id: place.id, key: place.key, name: place.name },
        when: { ...when, severities: [...when.severities], tags: [...when.tags] },
        candidates: { users: [...candidates.users], roles: [...candidates.roles] },
        createdAt: time(createdAt),
        updatedAt: time(updatedAt),
      },
    ];
  });
}

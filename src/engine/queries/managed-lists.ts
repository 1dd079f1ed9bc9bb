import { can } from '#domain/permissions.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { countBySeverity } from '#store/count-by-severity.ts';
import { loadSeverities, loadUsers, loadWorkflows, loadWorkspaces } from '#store/load-tables.ts';
import { scopeOf } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { listTags } from './list-tags.ts';
import { permission, person } from './shape.ts';

/** The severities by rank, each with the issues that the asker sees. */
export async function listSeverities(asker: Asker): Promise<CallOutput<'severities.list'>> {
  const { read, dialect } = asker.store;
  const scope = await scopeOf(read, asker.user);
  const counts = await countBySeverity(read, dialect, scope);
  const ordered = await read.selectFrom('severity').select(['id', 'n']).orderBy('rank').execute();
  const rows = await loadSeverities(
    read,
    dialect,
    ordered.map(({ id }) => id),
  );
  const authors = await loadUsers(read, dialect, [
    ...new Set(rows.flatMap((row) => row.author ?? [])),
  ]);
  const severities = ordered.flatMap(({ id, n }) => {
    const row = rows.find((severity) => severity.id === id);
    if (!row) return [];
    const author = authors.find((candidate) => candidate.id === row.author);
    return [
      {
        id: row.id,
        level: row.level,
        rank: row.rank,
        colour: row.colour,
        description: row.description,
        author: author ? person(author) : null,
        issueCount: counts.get(n) ?? 0,
        mayChange: permission(can(asker.user, 'severity.edit', { author: row.author })),
      },
    ];
  });
  return { severities };
}

/** Tags whose name holds the text, by name, each with the issues that the asker sees. */
export async function searchTags(
  { text, offset, count }: CallInput<'tags.search'>,
  asker: Asker,
): Promise<CallOutput<'tags.search'>> {
  const { total, rows } = await listTags({ text }, { offset, count }, asker);
  return { total, tags: [...rows] };
}

export async function listWorkflows({ store }: Asker): Promise<CallOutput<'workflows.list'>> {
  const { read, dialect } = store;
  const ids = await read.selectFrom('workflow').select('id').orderBy('name_fold').execute();
  const rows = await loadWorkflows(
    read,
    dialect,
    ids.map(({ id }) => id),
  );
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  return {
    workflows: ids.flatMap(({ id }) => {
      const row = rows.find((workflow) => workflow.id === id);
      if (!row) return [];
      return [
        {
          id: row.id,
          name: row.name,
          states: row.states.map((state) => ({ ...state })),
          initial: row.initial,
          transitions: row.transitions.map((transition) => ({
            ...transition,
            allow: [...transition.allow],
            require: [...transition.require],
          })),
          permissions: Object.fromEntries(
            Object.entries(row.permissions).map(([action, allow]) => [action, [...allow]]),
          ),
          isDefault: row.id === workspace?.defaultWorkflow,
        },
      ];
    }),
  };
}

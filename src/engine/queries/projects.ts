import { can, type Permission } from '#domain/permissions.ts';
import type { Project } from '#domain/project/project.ts';
import { foldCase } from '#domain/text.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import type { ProjectShape } from '#protocol/shapes.ts';
import { CATEGORY } from '#store/codes.ts';
import { loadProjects, loadUsers, loadWorkflows, loadWorkspaces } from '#store/load-tables.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { permission, person, time } from './shape.ts';

/** The projects that the asker sees, by key, with the issues that the asker sees in each. */
export async function listProjects(
  { text, archived, offset, count }: CallInput<'projects.list'>,
  asker: Asker,
): Promise<CallOutput<'projects.list'>> {
  const { read, dialect } = asker.store;
  const scope = await scopeOf(read, asker.user);
  const hidden = new Set(scope.hiddenProjects ?? []);
  const wanted = foldCase(text.trim());
  const rows = await read
    .selectFrom('project')
    .select(['n', 'id', 'key', 'name', 'archived'])
    .orderBy('archived')
    .orderBy('key')
    .execute();
  const found = rows.filter(
    (row) =>
      !hidden.has(row.n) &&
      (archived || row.archived === 0) &&
      (foldCase(row.key).includes(wanted) || foldCase(row.name).includes(wanted)),
  );
  const shown = found.slice(offset, offset + count);
  const loaded = await loadProjects(
    read,
    dialect,
    shown.map(({ id }) => id),
  );
  const members = await loadUsers(read, dialect, [
    ...new Set(loaded.flatMap((row) => row.members)),
  ]);
  const names = new Map(members.map((row) => [row.id, person(row)]));
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  const workflows = await loadWorkflows(read, dialect, await workflowIds(asker));
  const counts = await issueCounts(asker);
  const projects = shown.flatMap(({ id, n }): ProjectShape[] => {
    const row = loaded.find((project) => project.id === id);
    const workflow = workflows.find(
      (candidate) => candidate.id === (row?.workflow ?? workspace?.defaultWorkflow),
    );
    if (!row || !workflow) return [];
    const { issues, open } = counts.get(n) ?? { issues: 0, open: 0 };
    return [
      {
        ...shapeOf(row, workflow, asker),
        members: row.members.flatMap((member) => names.get(member) ?? []),
        issueCount: issues,
        openCount: open,
      },
    ];
  });
  return { total: found.length, projects };

  async function workflowIds({ store }: Asker): Promise<readonly string[]> {
    const ids = await store.read.selectFrom('workflow').select('id').execute();
    return ids.map(({ id }) => id);
  }

  async function issueCounts({ store }: Asker) {
    const grouped = await store.read
      .selectFrom('issue')
      .select(['project', 'category'])
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where(visible(scope, dialect))
      .groupBy(['project', 'category'])
      .execute();
    const byProject = new Map<number, { issues: number; open: number }>();
    const openCodes = new Set<number>([CATEGORY.of.todo, CATEGORY.of.doing]);
    for (const { project, category, n } of grouped) {
      const known = byProject.get(project) ?? { issues: 0, open: 0 };
      known.issues += Number(n);
      if (openCodes.has(category)) known.open += Number(n);
      byProject.set(project, known);
    }
    return byProject;
  }
}

function shapeOf(
  project: Project,
  workflow: Workflow,
  { user }: Asker,
): Omit<ProjectShape, 'members' | 'issueCount' | 'openCount'> {
  const change: Permission = can(user, project.archived ? 'project.unarchive' : 'project.edit', {
    project,
  });
  return {
    id: project.id,
    key: project.key,
    name: project.name,
    description: project.description,
    visibility: project.visibility,
    workflow: { id: workflow.id, name: workflow.name },
    ownWorkflow: project.workflow !== null,
    archived: project.archived,
    mayChange: permission(change),
    mayCreateIssue: permission(can(user, 'issue.create', { project, workflow })),
    createdAt: time(project.createdAt),
    updatedAt: time(project.updatedAt),
  };
}

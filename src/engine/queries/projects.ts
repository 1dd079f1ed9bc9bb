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

interface ProjectFilter {
  /** Part of the key or the name; empty: any. */
  readonly text: string;
  /** Archived ones too, after the others. */
  readonly archived: boolean;
}

/** The projects that the asker sees, by key, with the issues that the asker sees in each. */
export async function listProjects(
  { text, archived, offset, count }: CallInput<'projects.list'>,
  asker: Asker,
): Promise<CallOutput<'projects.list'>> {
  const found = await seenProjects({ text, archived }, asker);
  const projects = await projectShapes(found.slice(offset, offset + count), asker);
  return { total: found.length, projects: projects.map(({ shape }) => shape) };
}

/** A project as far as lists need to choose and order it. */
export interface ProjectName {
  readonly n: number;
  readonly id: string;
  readonly key: string;
  readonly archived: boolean;
}

/** Every project that the filter means and the asker sees: those in use by key, then the archived. */
export async function seenProjects(
  { text, archived }: ProjectFilter,
  { store, user }: Asker,
): Promise<readonly ProjectName[]> {
  const scope = await scopeOf(store.read, user);
  const hidden = new Set(scope.hiddenProjects ?? []);
  const wanted = foldCase(text.trim());
  const rows = await store.read
    .selectFrom('project')
    .select(['n', 'id', 'key', 'name', 'archived'])
    .orderBy('archived')
    .orderBy('key')
    .execute();
  return rows
    .filter(
      (row) =>
        !hidden.has(row.n) &&
        (archived || row.archived === 0) &&
        (foldCase(row.key).includes(wanted) || foldCase(row.name).includes(wanted)),
    )
    .map(({ n, id, key, archived: over }) => ({ n, id, key, archived: over === 1 }));
}

/** Whole projects, in the order in which they are named, each with its row. */
export async function projectShapes(
  named: readonly Pick<ProjectName, 'n' | 'id'>[],
  asker: Asker,
): Promise<readonly { readonly project: Project; readonly shape: ProjectShape }[]> {
  const { read, dialect } = asker.store;
  const ids = named.map(({ id }) => id);
  const loaded = await loadProjects(read, dialect, ids);
  const members = await loadUsers(read, dialect, [
    ...new Set(loaded.flatMap((row) => row.members)),
  ]);
  const names = new Map(members.map((row) => [row.id, person(row)]));
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  const workflows = await loadWorkflows(
    read,
    dialect,
    (await read.selectFrom('workflow').select('id').execute()).map(({ id }) => id),
  );
  const counts = await issueCounts(asker);
  return named.flatMap(({ id, n }) => {
    const project = loaded.find((row) => row.id === id);
    const workflow = workflows.find(
      (candidate) => candidate.id === (project?.workflow ?? workspace?.defaultWorkflow),
    );
    if (!project || !workflow) return [];
    const { issues, open } = counts.get(n) ?? { issues: 0, open: 0 };
    const shape = {
      ...shapeOf(project, workflow, asker),
      members: project.members.flatMap((member) => names.get(member) ?? []),
      issueCount: issues,
      openCount: open,
    };
    return [{ project, shape }];
  });
}

interface IssueCounts {
  readonly issues: number;
  readonly open: number;
}

/** The issues that the asker sees, by the row number of their project. */
async function issueCounts({ store, user }: Asker): Promise<ReadonlyMap<number, IssueCounts>> {
  const scope = await scopeOf(store.read, user);
  const grouped = await store.read
    .selectFrom('issue')
    .select(['project', 'category'])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(visible(scope, store.dialect))
    .groupBy(['project', 'category'])
    .execute();
  const byProject = new Map<number, IssueCounts>();
  const openCodes = new Set<number>([CATEGORY.of.todo, CATEGORY.of.doing]);
  for (const { project, category, n } of grouped) {
    const { issues, open } = byProject.get(project) ?? { issues: 0, open: 0 };
    const more = Number(n);
    byProject.set(project, {
      issues: issues + more,
      open: openCodes.has(category) ? open + more : open,
    });
  }
  return byProject;
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

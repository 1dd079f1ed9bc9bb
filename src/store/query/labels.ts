import type { Category, State } from '#domain/workflow/workflow.ts';
import { CATEGORY } from '../codes.ts';
import type { Read } from '../tables.ts';

export interface StatusLabel {
  readonly name: string;
  readonly label: string;
  readonly category: Category;
}

export interface SeverityLabel {
  readonly id: string;
  readonly level: string;
  readonly rank: number;
  readonly colour: string;
}

/** The small tables that every row of a list names by number, read once a version. */
export interface Labels {
  /** The status as the issue's own project shows it. */
  readonly status: (project: number, status: number, category: number) => StatusLabel;
  /** The status as a group of a list shows it, whatever the projects: the default workflow first. */
  readonly group: (status: number, category: number) => StatusLabel;
  /** Where a status stands among the groups: by category, then as the workflows list them. */
  readonly place: (status: number, category: number) => number;
  readonly severity: (n: number) => SeverityLabel;
}

/** More than any workflow has states. */
const STATES_MOST = 10_000;

export async function readLabels(db: Read): Promise<Labels> {
  const [workspace, workflows, projects, states, severities] = await Promise.all([
    db.selectFrom('workspace').select('default_workflow').executeTakeFirst(),
    db.selectFrom('workflow').select(['id', 'states']).orderBy('name_fold').execute(),
    db.selectFrom('project').select(['n', 'workflow']).where('workflow', 'is not', null).execute(),
    db.selectFrom('state').selectAll().execute(),
    db.selectFrom('severity').select(['n', 'id', 'level', 'rank', 'colour']).execute(),
  ]);
  const standard = workspace?.default_workflow;
  const statesOf = new Map<string, readonly State[]>();
  const inOrder: State[] = [];
  for (const { id, states } of workflows) statesOf.set(id, JSON.parse(states) as State[]);
  for (const { id } of workflows) {
    const listed = statesOf.get(id) ?? [];
    if (id === standard) inOrder.unshift(...listed);
    else inOrder.push(...listed);
  }
  const nameOf = new Map(states.map(({ n, name }) => [n, name]));
  const workflowOf = new Map(projects.map(({ n, workflow }) => [n, workflow]));
  const severityOf = new Map(
    severities.map(({ n, id, level, rank, colour }) => [n, { id, level, rank, colour }]),
  );

  function labelled(status: number, category: number, among: readonly State[]): StatusLabel {
    const name = nameOf.get(status);
    if (name === undefined) throw new Error(`No state has the number ${status}.`);
    const label = among.find((state) => state.name === name)?.label ?? name;
    return { name, label, category: CATEGORY.word(category) };
  }

  return {
    status: (project, status, category) => {
      const workflow = workflowOf.get(project) ?? standard;
      return labelled(status, category, statesOf.get(workflow ?? '') ?? []);
    },
    group: (status, category) => labelled(status, category, inOrder),
    place: (status, category) => {
      const at = inOrder.findIndex(({ name }) => name === nameOf.get(status));
      return category * STATES_MOST + (at < 0 ? inOrder.length + status : at);
    },
    severity: (n) => {
      const severity = severityOf.get(n);
      if (!severity) throw new Error(`No severity has the number ${n}.`);
      return severity;
    },
  };
}

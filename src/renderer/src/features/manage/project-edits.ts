import type { ProjectId, UserId, WorkflowId } from '#domain/ids.ts';
import type { Visibility } from '#domain/project/project.ts';
import { changedStates } from '#domain/workflow/restate-issues.ts';
import type { ProjectShape, WorkflowShape } from '#protocol/shapes.ts';
import { type Command, command } from '../../command.ts';

/** Stands for the workspace's own choice of a workflow. */
export const DEFAULT_WORKFLOW = 'default';

/** What the form of a project holds. */
export interface ProjectValues {
  readonly name: string;
  /** null: made from the name. */
  readonly key: string | null;
  readonly description: string;
  readonly visibility: Visibility;
  /** A workflow's id, or `default`. */
  readonly workflow: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** Where issues go whose state the new workflow lacks, by name of the state. */
  readonly moves: Readonly<Record<string, string>>;
}

export function valuesOf(project: ProjectShape | null): ProjectValues {
  return {
    name: project?.name ?? '',
    key: project?.key ?? null,
    description: project?.description ?? '',
    visibility: project?.visibility ?? 'public',
    workflow: project?.ownWorkflow === true ? project.workflow.id : DEFAULT_WORKFLOW,
    members: project?.members ?? [],
    moves: {},
  };
}

/** The command for a new project. */
export function creationOf(id: string, key: string, values: ProjectValues): Command {
  return command('project.create', {
    id: id as ProjectId,
    key,
    name: values.name,
    description: values.description,
    visibility: values.visibility,
    members: values.members.map((member) => member.id as UserId),
    workflow: workflowId(values.workflow),
  });
}

/** One command for each field that changed. */
export function editsOf(project: ProjectShape, values: ProjectValues): readonly Command[] {
  const id = project.id as ProjectId;
  const before = valuesOf(project);
  const key = values.key ?? project.key;
  const from = before.members.map((member) => member.id as UserId);
  const to = values.members.map((member) => member.id as UserId);
  const edits: (Command | null)[] = [
    key === project.key
      ? null
      : command('project.edit', { id, field: 'key', from: project.key, to: key }),
    values.name === before.name
      ? null
      : command('project.edit', { id, field: 'name', from: before.name, to: values.name }),
    values.description === before.description
      ? null
      : command('project.edit', {
          id,
          field: 'description',
          from: before.description,
          to: values.description,
        }),
    values.visibility === before.visibility
      ? null
      : command('project.edit', {
          id,
          field: 'visibility',
          from: before.visibility,
          to: values.visibility,
        }),
    values.workflow === before.workflow
      ? null
      : command('project.edit', {
          id,
          field: 'workflow',
          from: workflowId(before.workflow),
          to: workflowId(values.workflow),
          moves: values.moves,
        }),
    from.toSorted().join() === to.toSorted().join()
      ? null
      : command('project.set-members', { id, from, to }),
  ];
  return edits.filter((edit) => edit !== null);
}

/** The states that live issues have to leave when the project takes another workflow. */
export function statesToLeave(
  before: WorkflowShape | undefined,
  next: WorkflowShape | undefined,
): WorkflowShape['states'] {
  if (before === undefined || next === undefined || before.id === next.id) return [];
  const changed = changedStates(before, next);
  const kept = new Set(next.states.map(({ name }) => name));
  return before.states.filter(({ name }) => changed.includes(name) && !kept.has(name));
}

/** The workflow that a choice means. */
export function workflowOf(
  choice: string,
  workflows: readonly WorkflowShape[],
): WorkflowShape | undefined {
  return workflows.find(({ id, isDefault }) =>
    choice === DEFAULT_WORKFLOW ? isDefault : id === choice,
  );
}

function workflowId(choice: string): WorkflowId | null {
  return choice === DEFAULT_WORKFLOW ? null : (choice as WorkflowId);
}

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, type Rejected, reject } from '../decision.ts';
import { projectId, workflowId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, invalid, notFound, valueTaken } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import type { Question, ReadState } from '../state.ts';
import { changedStates, restateIssues, stateMoves } from '../workflow/restate-issues.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { WORKSPACE_ID } from '../workspace.ts';
import {
  type Project,
  projectDescription,
  projectKey,
  projectName,
  VISIBILITIES,
} from './project.ts';

const visibility = z.enum(VISIBILITIES);

const schema = z.discriminatedUnion('field', [
  z.strictObject({ id: projectId, field: z.literal('key'), from: z.string(), to: projectKey }),
  z.strictObject({ id: projectId, field: z.literal('name'), from: z.string(), to: projectName }),
  z.strictObject({
    id: projectId,
    field: z.literal('description'),
    from: z.string(),
    to: projectDescription,
  }),
  z.strictObject({
    id: projectId,
    field: z.literal('visibility'),
    from: visibility,
    to: visibility,
  }),
  z.strictObject({
    id: projectId,
    field: z.literal('workflow'),
    from: workflowId.nullable(),
    /** null: the workspace's default. */
    to: workflowId.nullable(),
    /** Where issues go whose state the new workflow does not have. */
    moves: stateMoves.default({}),
  }),
]);
type Edit = z.output<typeof schema>;

/** One field of a project. Its key is fixed once it has had an issue: people have said `PAY-12`. */
export const editProject = defineCommand({
  name: 'project.edit',
  schema,
  needs: (args) => ({
    rows: {
      project: [args.id],
      workflow: args.field === 'workflow' && args.to !== null ? [args.to] : [],
    },
    lookups: args.field === 'key' ? [{ find: 'project', by: 'key', value: args.to }] : [],
  }),
  asks: (args, state) => {
    const project = state.get('project', args.id);
    return project === undefined ? [] : questionsOf(args, project, state);
  },
  decide: (args, state, { actor, now }) => {
    const project = state.get('project', args.id);
    if (project === undefined || !seesProject(actor, project)) return notFound('project');
    const permission = can(actor, 'project.edit', { project });
    if (!permission.ok) return forbidden(permission);
    const next = args.field === 'workflow' ? workflowOf(args.to, state) : undefined;
    if (args.field === 'workflow' && next === undefined) {
      return invalid('to', 'There is no such workflow. Choose one from the list.');
    }
    const judged = judgeEdit(project, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    if (args.field === 'key') {
      const refused = refuseKey(args.to, project, state);
      if (refused !== null) return refused;
    }
    const row = { ...project, [args.field]: args.to, updatedAt: now };
    const changed = { type: 'record.changed', table: 'project', before: project, row } as const;
    if (args.field !== 'workflow' || next === undefined) return accept(changed);
    const issues = questionsOf(args, project, state).flatMap(({ ask, of }) =>
      state.answer(ask, of),
    );
    const restated = restateIssues({ issues, next, moves: args.moves, state, now, actor });
    return restated.ok ? accept(changed, ...restated.events) : restated;
  },
});

function refuseKey(key: string, project: Project, state: ReadState): Rejected | null {
  if (project.nextNumber > 1) {
    const message = `The key ${project.key} is fixed, since issues have been named with it.`;
    return reject(rejection('CONFLICT', message, { field: 'key' }));
  }
  const holder = state.find({ find: 'project', by: 'key', value: key });
  return holder !== undefined && holder !== project.id ? valueTaken('key', `The key ${key}`) : null;
}

function workflowOf(id: Project['workflow'], state: ReadState): Workflow | undefined {
  const chosen = id ?? state.get('workspace', WORKSPACE_ID)?.defaultWorkflow;
  return chosen && state.get('workflow', chosen);
}

/** The issues whose state the new workflow lacks, or understands as another category. */
function questionsOf(args: Edit, project: Project, state: ReadState) {
  if (args.field !== 'workflow') return [];
  const before = workflowOf(project.workflow, state);
  const next = workflowOf(args.to, state);
  if (before === undefined || next === undefined) return [];
  const states = changedStates(before, next);
  if (states.length === 0) return [];
  const question = { ask: 'issuesOfProject', of: { project: project.id, states } } as const;
  return [question satisfies Question];
}

import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { workflowId } from '../ids.ts';
import { can } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound, valueTaken } from '../refusals.ts';
import type { Question, ReadState } from '../state.ts';
import { refuseWorkflow } from './refuse-workflow.ts';
import { changedStates, restateIssues, stateMoves } from './restate-issues.ts';
import { type Workflow, type WorkflowDefinition, workflowDefinition } from './workflow.ts';

/** Replaces the whole definition; `moves` says where issues in a removed state go. */
export const editWorkflow = defineCommand({
  name: 'workflow.edit',
  schema: z.strictObject({
    id: workflowId,
    from: workflowDefinition,
    to: workflowDefinition,
    moves: stateMoves.default({}),
  }),
  needs: (args) => ({
    rows: { workflow: [args.id] },
    lookups: [{ find: 'workflow', by: 'name', value: args.to.name }],
  }),
  asks: (args, state) => questionsOf(args.to, state.get('workflow', args.id)),
  decide: (args, state, { actor, now }) => {
    const workflow = state.get('workflow', args.id);
    if (workflow === undefined) return notFound('workflow');
    const permission = can(actor, 'workflow.manage', {});
    if (!permission.ok) return forbidden(permission);
    const refused = refuseWorkflow(args.to, 'to');
    if (refused !== null) return refused;
    const judged = judgeEdit(
      { definition: definitionOf(workflow), updatedAt: workflow.updatedAt },
      { field: 'definition', from: args.from, to: args.to },
    );
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    if (isNameTaken(args.to.name, workflow, state)) {
      return valueTaken('to.name', `The workflow name ${args.to.name}`);
    }
    const issues = questionsOf(args.to, workflow).flatMap(({ ask, of }) => state.answer(ask, of));
    const restated = restateIssues({
      issues,
      next: args.to,
      moves: args.moves,
      state,
      now,
      actor,
    });
    if (!restated.ok) return restated;
    const row = { ...workflow, ...args.to, updatedAt: now };
    return accept(
      { type: 'record.changed', table: 'workflow', before: workflow, row },
      ...restated.events,
    );
  },
});

function definitionOf(workflow: Workflow): WorkflowDefinition {
  const { name, states, initial, transitions, permissions } = workflow;
  return { name, states, initial, transitions, permissions };
}

function isNameTaken(name: string, { id }: Workflow, state: ReadState): boolean {
  const holder = state.find({ find: 'workflow', by: 'name', value: name });
  return holder !== undefined && holder !== id;
}

function questionsOf(to: WorkflowDefinition, workflow: Workflow | undefined) {
  if (workflow === undefined) return [];
  const states = changedStates(workflow, to);
  if (states.length === 0) return [];
  const question = { ask: 'issuesInStates', of: { workflow: workflow.id, states } } as const;
  return [question satisfies Question];
}

import { z } from 'zod';
import { workflowId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import { foldCase } from '#domain/text.ts';
import { stateMoves } from '#domain/workflow/restate-issues.ts';
import { type WorkflowDefinition, workflowDefinition } from '#domain/workflow/workflow.ts';
import { listWorkflows } from '#engine/queries/managed-lists.ts';
import { failure } from '#protocol/result.ts';
import { workflowShape } from '#protocol/shapes.ts';
import { loadWorkflows } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { arrayPage, arrayQuery } from './array-page.ts';
import { EXAMPLE_ID } from './examples.ts';
import { rowTarget } from './found.ts';
import { writeOn, writeSteps } from './steps.ts';

const DEFINITION: z.input<typeof workflowDefinition> = {
  name: 'Two steps',
  states: [
    { name: 'open', label: 'Open', category: 'todo' },
    { name: 'closed', label: 'Closed', category: 'closed' },
  ],
  initial: 'open',
  transitions: [{ from: 'open', to: 'closed', name: 'Close', allow: ['member'], require: [] }],
  permissions: {},
};
const EXAMPLE: z.input<typeof workflowShape> = { ...DEFINITION, id: EXAMPLE_ID, isDefault: false };
const route = { tag: 'Workflows', auth: 'caller', answer: workflowShape } as const;
const one = { ...route, path: '/api/workflows/:id' } as const;
const params = { id: workflowId };

const changes = workflowDefinition
  .partial()
  .extend({
    moves: stateMoves.default({}).meta({
      description: 'Where issues go whose state is taken away: from the old name to the new.',
    }),
  })
  .refine(({ moves: _, ...definition }) => Object.keys(definition).length > 0, {
    error: 'Nothing is to be changed. Give at least one field.',
  });

export const WORKFLOW_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/workflows',
    summary: 'Workflows, by name',
    query: arrayQuery,
    answer: z.array(workflowShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query, caller, context }, services) => {
      const { workflows } = await listWorkflows(askerOf(services, caller));
      return arrayPage(context.url, query, workflows, ({ name }) => [foldCase(name)]);
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/workflows',
    summary: 'Create a workflow',
    description:
      'By an admin. Every state is reachable, and every one that is not closed has a way out.',
    body: workflowDefinition,
    status: 201,
    examples: { body: DEFINITION, answer: EXAMPLE },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('workflow');
      const written = await writeSteps({ caller, context }, services, [
        { name: 'workflow.create', args: { id, definition: body }, inside: 'definition' },
      ]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/workflows/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One workflow',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Change a workflow',
    description: 'By an admin. A list that is given replaces the whole list.',
    params,
    body: changes,
    examples: { body: { name: 'Two steps' }, answer: EXAMPLE },
    run: async ({ params, body: { moves, ...body }, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, (row) => {
        const from = definitionOf(row);
        const args = { id: row.id, from, to: { ...from, ...body }, moves };
        return [{ name: 'workflow.edit', args, inside: 'to' }];
      });
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...one,
    method: 'DELETE',
    summary: 'Delete a workflow',
    description: 'One that no project follows, and that is not the default.',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'workflow.delete', args: { id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

function definitionOf({
  name,
  states,
  initial,
  transitions,
  permissions,
}: WorkflowDefinition): WorkflowDefinition {
  return { name, states, initial, transitions, permissions };
}

function targetOf(id: string, { engine }: Services) {
  return rowTarget('workflow', loadWorkflows, id, 'workflow', engine.store);
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const { workflows } = await listWorkflows(askerOf(services, caller));
  const workflow = workflows.find((row) => row.id === id);
  if (!workflow) return failure(notFound('workflow').rejection);
  const found = await targetOf(id, services).find();
  return found.ok ? answer(workflow, { version: found.value.version, ...more }) : found;
}

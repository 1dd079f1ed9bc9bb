import { z } from 'zod';
import { userId, workflowId } from '#domain/ids.ts';
import type { Project } from '#domain/project/project.ts';
import {
  projectDescription,
  projectKey,
  projectName,
  VISIBILITIES,
} from '#domain/project/project.ts';
import { notFound } from '#domain/refusals.ts';
import { stateMoves } from '#domain/workflow/restate-issues.ts';
import { type ProjectName, projectShapes, seenProjects } from '#engine/queries/projects.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { projectShape } from '#protocol/shapes.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { arrayPart, arrayQuery } from './array-page.ts';
import { EXAMPLE_PERSON, EXAMPLE_PROJECT } from './examples.ts';
import { flag, ref } from './parameters.ts';
import { recordSteps } from './record-edit.ts';
import { type Step, type Writer, writeOn, writeSteps } from './steps.ts';

const restProjectShape = projectShape.omit({ mayChange: true, mayCreateIssue: true });
type RestProject = z.input<typeof restProjectShape>;

const EXAMPLE: RestProject = {
  ...EXAMPLE_PROJECT,
  description: 'What the shop charges and pays back.',
  visibility: 'public',
  workflow: { id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e61', name: 'Standard' },
  ownWorkflow: false,
  archived: false,
  members: [EXAMPLE_PERSON],
  issueCount: 12,
  openCount: 3,
  createdAt: '2026-03-14T09:00:00.000Z',
  updatedAt: '2026-03-14T09:00:00.000Z',
};

const route = { tag: 'Projects', auth: 'caller', answer: restProjectShape } as const;
const one = { ...route, path: '/api/projects/:id' } as const;
const params = { id: ref.meta({ description: 'The id, or the key.' }) };

const changes = z
  .strictObject({
    key: projectKey,
    name: projectName,
    description: projectDescription,
    visibility: z.enum(VISIBILITIES),
    workflow: workflowId.nullable().meta({ description: 'null: the default of the workspace.' }),
    moves: stateMoves.meta({
      description: 'With a workflow: where issues go whose state it does not have.',
    }),
    archived: z.boolean(),
  })
  .partial()
  .refine(({ moves: _, ...body }) => Object.keys(body).length > 0, {
    error: 'Nothing is to be changed. Give at least one field.',
  })
  .refine(({ moves, workflow }) => moves === undefined || workflow !== undefined, {
    path: ['moves'],
    error: 'moves belongs to a change of the workflow. Leave it out.',
  });
type Changes = z.output<typeof changes>;

export const PROJECT_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/projects',
    summary: 'Projects, by key',
    query: {
      ...arrayQuery,
      q: z.string().max(200).default('').meta({ description: 'Part of the key or the name.' }),
      archived: flag.meta({ description: 'true: those that are archived too.' }),
    },
    answer: z.array(restProjectShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query, caller, context }, services) => {
      const asker = askerOf(services, caller);
      const found = await seenProjects({ text: query.q, archived: query.archived }, asker);
      const part = arrayPart(context.url, query, found, ({ archived, key }) => [
        Number(archived),
        key,
      ]);
      if (!part.ok) return part;
      const { rows, page } = part.value;
      const projects = await projectShapes(rows, asker);
      return answer(
        projects.map(({ shape }) => shownOf(shape)),
        { page },
      );
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/projects',
    summary: 'Create a project',
    description: 'Its creator is the first member.',
    body: z.strictObject({
      key: projectKey,
      name: projectName,
      description: projectDescription.default(''),
      visibility: z.enum(VISIBILITIES).default('public'),
      members: z.array(userId).max(10_000).default([]),
      workflow: workflowId.nullable().default(null),
    }),
    status: 201,
    examples: { body: { key: 'PAY', name: 'Payments' }, answer: EXAMPLE },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('project');
      const step = { name: 'project.create', args: { id, ...body } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/projects/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One project',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Change a project',
    description:
      'Its key is fixed once it has an issue. An archived one takes nothing but `archived: false`.',
    params,
    body: changes,
    examples: { body: { name: 'Payments' }, answer: EXAMPLE },
    run: async ({ params, body, caller, context }, services) => {
      return writeOnProject(params.id, { caller, context }, services, (row) =>
        changeSteps(row, body),
      );
    },
  }),
  defineRoute({
    ...route,
    method: 'PUT',
    path: '/api/projects/:id/members',
    summary: 'Choose the members of a project',
    description: 'Who sees it while it is private, besides admins.',
    params,
    body: z.strictObject({ users: z.array(userId).max(10_000) }),
    examples: { body: { users: [EXAMPLE_PERSON.id] }, answer: EXAMPLE },
    run: async ({ params, body, caller, context }, services) => {
      return writeOnProject(params.id, { caller, context }, services, ({ id, members }) => [
        {
          name: 'project.set-members',
          args: { id, from: members, to: body.users },
          field: 'users',
        },
      ]);
    },
  }),
];

function changeSteps(
  project: Project,
  { archived, workflow, moves, ...fields }: Changes,
): readonly Step[] {
  const { id } = project;
  const edits = recordSteps('project.edit', project, fields);
  const restate: readonly Step[] =
    workflow === undefined
      ? []
      : recordSteps('project.edit', project, { workflow }).map((step) => ({
          ...step,
          args: { ...step.args, ...(moves === undefined ? {} : { moves }) },
        }));
  if (archived === undefined) return [...edits, ...restate];
  return archived
    ? [...edits, ...restate, { name: 'project.archive', args: { id } }]
    : [{ name: 'project.unarchive', args: { id } }, ...edits, ...restate];
}

/**
 * Writes on a project that the caller sees, and answers it as it was written: also to whoever has
 * just taken it out of their own sight.
 */
async function writeOnProject(
  name: string,
  writer: Writer,
  services: Services,
  stepsFor: (project: Project) => readonly Step[],
) {
  const { caller } = writer;
  let named: ProjectName | null = null;
  const find = async (): Promise<Result<Project>> => {
    const seen = await findProject(name, caller, services);
    if (!seen.ok) return seen;
    named = seen.value;
    const read = await readProject(named, caller, services);
    return read.ok ? success(read.value.project) : read;
  };
  const written = await writeOn(writer, services, { table: 'project', find }, stepsFor);
  if (!written.ok) return written;
  return named === null ? NOT_FOUND : shownProject(named, caller, services);
}

async function shown(
  name: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const seen = await findProject(name, caller, services);
  return seen.ok ? shownProject(seen.value, caller, services, more) : seen;
}

async function shownProject(
  named: ProjectName,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const read = await readProject(named, caller, services);
  if (!read.ok) return read;
  const { shape, project } = read.value;
  return answer(shownOf(shape), { version: project.version, ...more });
}

const NOT_FOUND = failure(notFound('project').rejection);

/** By id, or by key in any case; 404 where the caller does not see it. */
async function findProject(
  name: string,
  caller: Caller,
  services: Services,
): Promise<Result<ProjectName>> {
  const seen = await seenProjects({ text: '', archived: true }, askerOf(services, caller));
  const named = seen.find(({ id, key }) => id === name.toLowerCase() || key === name.toUpperCase());
  return named === undefined ? NOT_FOUND : success(named);
}

/** Whether the caller sees it or not. */
async function readProject(
  named: ProjectName,
  caller: Caller,
  services: Services,
): Promise<Result<Awaited<ReturnType<typeof projectShapes>>[number]>> {
  const [read] = await projectShapes([named], askerOf(services, caller));
  return read === undefined ? NOT_FOUND : success(read);
}

function shownOf({
  mayChange: _change,
  mayCreateIssue: _create,
  ...project
}: z.output<typeof projectShape>): RestProject {
  return project;
}

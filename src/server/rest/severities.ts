import { z } from 'zod';
import { severityId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import {
  colour,
  severityDescription,
  severityLevel,
  severityRank,
} from '#domain/severity/severity.ts';
import { listSeverities } from '#engine/queries/managed-lists.ts';
import { failure } from '#protocol/result.ts';
import { severityShape } from '#protocol/shapes.ts';
import { loadSeverities } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { arrayPage, arrayQuery } from './array-page.ts';
import { EXAMPLE_PERSON, EXAMPLE_SEVERITY } from './examples.ts';
import { rowTarget } from './found.ts';
import { changesOf, recordSteps } from './record-edit.ts';
import { writeOn, writeSteps } from './steps.ts';

const restSeverityShape = severityShape.omit({ mayChange: true });
type RestSeverity = z.input<typeof restSeverityShape>;

const EXAMPLE: RestSeverity = {
  ...EXAMPLE_SEVERITY,
  description: 'A function fails, and a way around exists.',
  author: EXAMPLE_PERSON,
  issueCount: 7,
};
const route = { tag: 'Severities', auth: 'caller', answer: restSeverityShape } as const;
const one = { ...route, path: '/api/severities/:id' } as const;
const params = { id: severityId };

export const SEVERITY_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/severities',
    summary: 'Severities, the gravest first',
    query: arrayQuery,
    answer: z.array(restSeverityShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query, caller, context }, services) => {
      const { severities } = await listSeverities(askerOf(services, caller));
      return arrayPage(context.url, query, severities.map(shownOf), ({ rank }) => [rank]);
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/severities',
    summary: 'Create a severity',
    description: 'It enters at its rank and moves the lighter ones down.',
    body: z.strictObject({
      level: severityLevel,
      description: severityDescription.default(''),
      rank: severityRank,
      colour,
    }),
    status: 201,
    examples: { body: { level: 'Major', rank: 3, colour: '#b27901' }, answer: EXAMPLE },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('severity');
      const step = { name: 'severity.create', args: { id, ...body } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/severities/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One severity',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Change a severity',
    description: 'By its author or an admin. A new rank moves the others.',
    params,
    body: changesOf({
      level: severityLevel,
      description: severityDescription,
      rank: severityRank,
      colour,
    }),
    examples: { body: { colour: '#b27901' }, answer: EXAMPLE },
    run: async ({ params, body, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, (row) =>
        recordSteps('severity.edit', row, body),
      );
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...one,
    method: 'DELETE',
    summary: 'Delete a severity',
    description: 'One in use goes only with `moveTo`, the severity that its issues take.',
    params,
    query: { moveTo: severityId.optional() },
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, query, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'severity.delete', args: { id, moveTo: query.moveTo ?? null } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

function targetOf(id: string, { engine }: Services) {
  return rowTarget('severity', loadSeverities, id, 'severity', engine.store);
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const { severities } = await listSeverities(askerOf(services, caller));
  const severity = severities.find((row) => row.id === id);
  if (!severity) return failure(notFound('severity').rejection);
  const found = await targetOf(id, services).find();
  return found.ok ? answer(shownOf(severity), { version: found.value.version, ...more }) : found;
}

function shownOf({ mayChange: _, ...severity }: z.output<typeof severityShape>): RestSeverity {
  return severity;
}

import { z } from 'zod';
import { ruleId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import {
  type AssignmentRule,
  ruleCandidates,
  ruleCondition,
  ruleName,
  ruleOrder,
  ruleStrategy,
} from '#domain/rule/assignment-rule.ts';
import { listRules } from '#engine/queries/rules.ts';
import { failure } from '#protocol/result.ts';
import { ruleShape } from '#protocol/shapes.ts';
import { loadRules } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { arrayPage, arrayQuery } from './array-page.ts';
import { EXAMPLE_ID, EXAMPLE_PERSON, EXAMPLE_PROJECT, EXAMPLE_SEVERITY } from './examples.ts';
import { findRow } from './found.ts';
import { ref } from './parameters.ts';
import { changesOf, recordSteps } from './record-edit.ts';
import { projectNamed } from './refs.ts';
import { type Target, writeOn, writeSteps } from './steps.ts';

const EXAMPLE: z.input<typeof ruleShape> = {
  id: EXAMPLE_ID,
  project: EXAMPLE_PROJECT,
  name: 'Grave ones to Ana',
  order: 0,
  when: { severities: [EXAMPLE_SEVERITY.id], tags: [], type: 'bug', text: '' },
  candidates: { users: [EXAMPLE_PERSON.id], roles: [] },
  strategy: 'least-loaded',
  enabled: true,
  createdAt: '2026-03-14T09:00:00.000Z',
  updatedAt: '2026-03-14T09:00:00.000Z',
  version: 121,
};
const route = { tag: 'Assignment rules', auth: 'caller', answer: ruleShape } as const;
const one = { ...route, path: '/api/rules/:id' } as const;
const params = { id: ruleId };

const ANYTHING: z.output<typeof ruleCondition> = { severities: [], tags: [], type: null, text: '' };
const NOBODY: z.output<typeof ruleCandidates> = { users: [], roles: [] };
/** What is left out asks nothing. */
const when = ruleCondition.partial().transform((given) => ({ ...ANYTHING, ...given }));
const candidates = ruleCandidates.partial().transform((given) => ({ ...NOBODY, ...given }));

export const RULE_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/rules',
    summary: 'Assignment rules, by project and in the order in which they are tried',
    query: {
      ...arrayQuery,
      project: ref.optional().meta({ description: 'By id or key.' }),
    },
    answer: z.array(ruleShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query: { project, ...query }, caller, context }, services) => {
      const named =
        project === undefined ? null : await projectNamed(project, { context, services });
      const rules = await listRules(named, askerOf(services, caller));
      return arrayPage(context.url, query, rules, (rule) => [
        rule.project.key,
        rule.order,
        rule.id,
      ]);
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/rules',
    summary: 'Create an assignment rule',
    body: z.strictObject({
      project: ref.meta({ description: 'By id or key.' }),
      name: ruleName,
      order: ruleOrder.default(0),
      when: when.default(ANYTHING),
      candidates,
      strategy: ruleStrategy.default('least-loaded'),
      enabled: z.boolean().default(true),
    }),
    status: 201,
    examples: {
      body: {
        project: 'PAY',
        name: EXAMPLE.name,
        when: { severities: [EXAMPLE_SEVERITY.id] },
        candidates: { users: [EXAMPLE_PERSON.id] },
      },
      answer: EXAMPLE,
    },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('rule');
      const project = await projectNamed(body.project, { context, services });
      const step = { name: 'rule.create', args: { id, ...body, project } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/rules/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One assignment rule',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Change an assignment rule',
    params,
    body: changesOf({
      name: ruleName,
      order: ruleOrder,
      when,
      candidates,
      strategy: ruleStrategy,
      enabled: z.boolean(),
    }),
    examples: { body: { enabled: false }, answer: { ...EXAMPLE, enabled: false } },
    run: async ({ params, body, caller, context }, services) => {
      const target = ruleTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, (row) =>
        recordSteps('rule.edit', row, body),
      );
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...one,
    method: 'DELETE',
    summary: 'Delete an assignment rule',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = ruleTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'rule.delete', args: { id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

/** A rule of a project that the caller sees. */
function ruleTarget(id: string, caller: Caller, services: Services): Target<AssignmentRule> {
  return {
    table: 'rule',
    find: async () => {
      const seen = await seenRule(id, caller, services);
      if (!seen) return failure(notFound('assignment rule').rejection);
      return findRow(loadRules, id, 'assignment rule', services.engine.store);
    },
  };
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const rule = await seenRule(id, caller, services);
  if (!rule) return failure(notFound('assignment rule').rejection);
  return answer(rule, { version: rule.version, ...more });
}

async function seenRule(id: string, caller: Caller, services: Services) {
  const rules = await listRules(null, askerOf(services, caller));
  return rules.find((rule) => rule.id === id);
}

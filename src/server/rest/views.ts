import { z } from 'zod';
import { viewId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import {
  GROUPINGS,
  LAYOUTS,
  type View,
  viewColumns,
  viewName,
  viewQuery,
} from '#domain/view/view.ts';
import { listViews, readView } from '#engine/queries/views.ts';
import { failure } from '#protocol/result.ts';
import { viewShape } from '#protocol/shapes.ts';
import { loadViews } from '#store/load-links.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { arrayPage, arrayQuery } from './array-page.ts';
import { EXAMPLE_ID, EXAMPLE_PERSON } from './examples.ts';
import { findRow } from './found.ts';
import { changesOf, recordSteps } from './record-edit.ts';
import { type Target, writeOn, writeSteps } from './steps.ts';

const EXAMPLE: z.input<typeof viewShape> = {
  id: EXAMPLE_ID,
  name: 'Mine, most urgent first',
  query: 'assignee:me is:open sort:priority',
  columns: ['key', 'title', 'priority'],
  grouping: 'none',
  layout: 'list',
  owner: EXAMPLE_PERSON,
  shared: false,
  createdAt: '2026-03-14T09:00:00.000Z',
  updatedAt: '2026-03-14T09:00:00.000Z',
  version: 120,
};
const route = { tag: 'Views', auth: 'caller', answer: viewShape } as const;
const one = { ...route, path: '/api/views/:id' } as const;
const params = { id: viewId };

export const VIEW_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/views',
    summary: 'Saved views, by name',
    description: 'One’s own, and those that are shared.',
    query: arrayQuery,
    answer: z.array(viewShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query, caller, context }, services) =>
      arrayPage(context.url, query, await listViews(askerOf(services, caller)), ({ name, id }) => [
        name,
        id,
      ]),
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/views',
    summary: 'Save a view',
    body: z.strictObject({
      name: viewName,
      query: viewQuery,
      columns: viewColumns.default([]),
      grouping: z.enum(GROUPINGS).default('none'),
      layout: z.enum(LAYOUTS).default('list'),
      shared: z.boolean().default(false),
    }),
    status: 201,
    examples: { body: { name: EXAMPLE.name, query: EXAMPLE.query }, answer: EXAMPLE },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('view');
      const step = { name: 'view.create', args: { id, ...body } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/views/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One saved view',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Change a saved view',
    description: 'By its owner.',
    params,
    body: changesOf({
      name: viewName,
      query: viewQuery,
      columns: viewColumns,
      grouping: z.enum(GROUPINGS),
      layout: z.enum(LAYOUTS),
      shared: z.boolean(),
    }),
    examples: { body: { shared: true }, answer: { ...EXAMPLE, shared: true } },
    run: async ({ params, body, caller, context }, services) => {
      const target = viewTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, (row) =>
        recordSteps('view.edit', row, body),
      );
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...one,
    method: 'DELETE',
    summary: 'Delete a saved view',
    description: 'By its owner; a shared one by admins too.',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = viewTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'view.delete', args: { id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

/** A view that is the caller's own, or shared. */
function viewTarget(id: string, caller: Caller, services: Services): Target<View> {
  return {
    table: 'saved_view',
    find: async () => {
      const seen = await readView(id, askerOf(services, caller));
      if (!seen) return failure(notFound('view').rejection);
      return findRow(loadViews, id, 'view', services.engine.store);
    },
  };
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const view = await readView(id, askerOf(services, caller));
  if (!view) return failure(notFound('view').rejection);
  return answer(view, { version: view.version, ...more });
}

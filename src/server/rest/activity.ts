import { z } from 'zod';
import { activityOf } from '#engine/queries/activity.ts';
import { type ActivityShape, activityShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_PERSON } from './examples.ts';
import { issueName } from './found.ts';
import { timedPage } from './timed-page.ts';

/** What is empty is left out. */
const restActivityShape = activityShape.omit({ field: true, from: true, to: true }).extend({
  field: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
type RestActivity = z.input<typeof restActivityShape>;

const EXAMPLE: RestActivity = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e71',
  kind: 'edited',
  actor: EXAMPLE_PERSON,
  at: '2026-03-14T09:00:00.000Z',
  field: 'priority',
  from: 'medium',
  to: 'high',
};

export const ACTIVITY_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/issues/:id/activity',
    summary: 'What happened to an issue, oldest first',
    description: 'Of a deleted issue, admins read it by its id.',
    tag: 'Issues',
    auth: 'caller',
    params: { id: issueName },
    query: pageQuery,
    answer: z.array(restActivityShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ params, query, caller, context }, services) => {
      const part = await timedPage(context.url, query, {
        read: (window) => activityOf(params.id, window, askerOf(services, caller)),
        timeOf: ({ at }) => at,
        newestFirst: false,
      });
      return part.ok ? answer(part.value.rows.map(shownOf), { page: part.value.page }) : part;
    },
  }),
];

function shownOf({ field, from, to, ...entry }: ActivityShape): RestActivity {
  return {
    ...entry,
    ...(field === null ? {} : { field }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

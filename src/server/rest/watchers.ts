import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { issueName, issueTarget } from './found.ts';
import { writeOn } from './steps.ts';

const route = {
  path: '/api/issues/:id/watchers/me',
  tag: 'Issues',
  auth: 'caller',
  answer: z.null(),
  examples: { answer: null },
} as const;
const params = { id: issueName };

export const WATCHER_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'PUT',
    summary: 'Watch an issue',
    params,
    run: async ({ params, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) => [
        { name: 'issue.watch', args: { issue: issue.id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    summary: 'Stop watching an issue',
    params,
    run: async ({ params, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) => [
        { name: 'issue.unwatch', args: { issue: issue.id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

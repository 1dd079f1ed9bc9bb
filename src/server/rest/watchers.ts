import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { issueAlone, issueName } from './found.ts';
import { writeTo } from './steps.ts';

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
      const target = issueAlone(params.id, caller, services);
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        { name: 'issue.watch', args: { issue } },
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
      const target = issueAlone(params.id, caller, services);
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        { name: 'issue.unwatch', args: { issue } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

import { z } from 'zod';
import { userId } from '#domain/ids.ts';
import { commentsByUser } from '#engine/queries/comments.ts';
import { success } from '#protocol/result.ts';
import { commentShape, issueShape } from '#protocol/shapes.ts';
import { loadUsers } from '#store/load-tables.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_COMMENT, EXAMPLE_ISSUE } from './examples.ts';
import { findRow } from './found.ts';
import { issueListQuery, issuePage } from './issue-list.ts';
import { timedPage } from './timed-page.ts';

const route = { method: 'GET', tag: 'Users', auth: 'caller', list: true } as const;
const params = { id: userId };

export const USER_LIST_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    path: '/api/users/:id/issues',
    summary: 'What somebody reported',
    description: 'With the filters of GET /api/issues.',
    params,
    query: issueListQuery,
    answer: z.array(issueShape),
    examples: { answer: [EXAMPLE_ISSUE] },
    run: async ({ params, query, caller, context }, services) => {
      const user = await findRow(loadUsers, params.id, 'person', services.engine.store);
      if (!user.ok) return user;
      const { username } = user.value;
      const whose = { kind: 'user', username } as const;
      const at = { at: 1, length: 1 };
      return issuePage(
        query,
        [
          {
            ...at,
            kind: 'person',
            field: 'reporter',
            negated: false,
            values: [{ ...at, value: whose }],
          },
        ],
        { caller, context },
        services,
      );
    },
  }),
  defineRoute({
    ...route,
    path: '/api/users/:id/comments',
    summary: 'What somebody said, the newest first',
    params,
    query: pageQuery,
    answer: z.array(commentShape),
    examples: { answer: [EXAMPLE_COMMENT] },
    run: async ({ params, query, caller, context }, services) => {
      const user = await findRow(loadUsers, params.id, 'person', services.engine.store);
      if (!user.ok) return user;
      const asker = askerOf(services, caller);
      const part = await timedPage(context.url, query, {
        read: async (window) => success(await commentsByUser(params.id, window, asker)),
        timeOf: ({ createdAt }) => createdAt,
        newestFirst: true,
      });
      return part.ok ? answer([...part.value.rows], { page: part.value.page }) : part;
    },
  }),
];

import { userId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import { failure } from '#protocol/result.ts';
import { loadUsers } from '#store/load-tables.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { answer } from '../http/reply.ts';
import { EXAMPLE_USER, restUser, restUserShape } from './shapes.ts';

export const USER_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/users/:id',
    summary: 'One person',
    tag: 'Users',
    auth: 'caller',
    params: { id: userId },
    answer: restUserShape,
    examples: { answer: EXAMPLE_USER },
    run: async ({ params, caller }, { engine }) => {
      const { read, dialect } = engine.store;
      const [user] = await loadUsers(read, dialect, [params.id]);
      if (!user) return failure(notFound('person').rejection);
      return answer(restUser(user, caller.user), { version: user.version });
    },
  }),
];

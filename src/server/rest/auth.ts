import { defineRoute, type Route } from '../http/define-route.ts';
import { answer } from '../http/reply.ts';
import { EXAMPLE_USER, restUser, restUserShape } from './shapes.ts';

export const AUTH_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Who I am',
    tag: 'Auth',
    auth: 'caller',
    answer: restUserShape,
    examples: { answer: EXAMPLE_USER },
    run: async ({ caller: { user } }) => answer(restUser(user, user), { version: user.version }),
  }),
];

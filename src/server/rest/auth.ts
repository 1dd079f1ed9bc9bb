import { z } from 'zod';
import { email, personName, username } from '#domain/user/user.ts';
import { refresh, register, type SignedIn, signIn, signOut } from '../auth/sign-in.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { EXAMPLE_USER, newPassword, restUser, restUserShape } from './shapes.ts';

const signedInShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.number(),
  user: restUserShape,
});

const EXAMPLE_TOKENS: z.input<typeof signedInShape> = {
  accessToken: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzaWQiOiIwMTk4In0.c2lnbmF0dXJl',
  refreshToken: 'Zk1tq0P4m9n3sX7b2uYwVdCj5hRaLeGiTo8KyNxQfBE',
  expiresIn: 900,
  user: EXAMPLE_USER,
};

/** What somebody typed as their password, right or wrong; longer than any can be is no password. */
const typedPassword = z.string().min(1, 'The password is missing. Type it.').max(1024);

export const AUTH_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/auth/register',
    summary: 'Register',
    description:
      'Where the server lets people register (SIGN_UP=open). A new user is a tester. Ten an hour from one address.',
    tag: 'Auth',
    auth: 'anyone',
    body: z.strictObject({ username, name: personName, email, password: newPassword }),
    answer: signedInShape,
    status: 201,
    examples: {
      body: {
        username: 'ana',
        name: 'Ana Lima',
        email: 'ana@example.org',
        password: 'correct horse battery staple',
      },
      answer: { ...EXAMPLE_TOKENS, user: { ...EXAMPLE_USER, role: 'tester' } },
    },
    run: async ({ body, context }, services) => {
      const signedIn = await register(services, { ...body, address: context.address });
      if (!signedIn.ok) return signedIn;
      const { id } = signedIn.value.user;
      return answer(shown(signedIn.value), { location: `/api/users/${id}` });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/login',
    summary: 'Sign in',
    description:
      'With a username or an email, and the password. Wrong ones make the next try wait, longer and longer.',
    tag: 'Auth',
    auth: 'anyone',
    body: z
      .strictObject({
        username: z.string().max(254).optional(),
        email: z.string().max(254).optional(),
        password: typedPassword,
      })
      .refine((body) => (body.username === undefined) !== (body.email === undefined), {
        path: ['username'],
        error: 'Give either username or email.',
      }),
    answer: signedInShape,
    examples: {
      body: { username: 'ana', password: 'correct horse battery staple' },
      answer: EXAMPLE_TOKENS,
    },
    run: async ({ body, context }, services) => {
      const login = body.username ?? body.email ?? '';
      const { password } = body;
      const signedIn = await signIn(services, { login, password, address: context.address });
      return signedIn.ok ? answer(shown(signedIn.value)) : signedIn;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/refresh',
    summary: 'Renew the access token',
    description:
      'Exchanges a refresh token for a fresh pair, once. One that comes a second time has been copied: its session ends.',
    tag: 'Auth',
    auth: 'anyone',
    body: z.strictObject({ refreshToken: z.string().min(1).max(200) }),
    answer: signedInShape,
    examples: {
      body: { refreshToken: EXAMPLE_TOKENS.refreshToken },
      answer: EXAMPLE_TOKENS,
    },
    run: async ({ body }, services) => {
      const renewed = await refresh(services, body.refreshToken);
      return renewed.ok ? answer(shown(renewed.value)) : renewed;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/logout',
    summary: 'Sign out',
    description: 'Ends the session: its access and refresh tokens are worth nothing from now on.',
    tag: 'Auth',
    auth: 'caller',
    idempotent: false,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ caller }, services) => {
      await signOut(services, caller);
      return answer(null);
    },
  }),
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

function shown({ user, ...tokens }: SignedIn): z.input<typeof signedInShape> {
  return { ...tokens, user: restUser(user, user) };
}

import { z } from 'zod';
import { type CommandId, type UserId, userId } from '#domain/ids.ts';
import { can } from '#domain/permissions.ts';
import { forbidden, invalid, notFound } from '#domain/refusals.ts';
import { email, personName, role, type User, username } from '#domain/user/user.ts';
import { listPeople } from '#engine/queries/list-people.ts';
import { type Failure, failure, type Result, success } from '#protocol/result.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { hashPassword } from '../auth/passwords.ts';
import { defineRoute } from '../http/define-route.ts';
import { keyCursor, keyedPage } from '../http/key-cursor.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery, readPlace } from '../http/paging.ts';
import { manyOf } from '../http/query-values.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { refusalIn, write } from '../write.ts';
import { recordSteps } from './record-edit.ts';
import { EXAMPLE_USER, newPassword, restUser, restUserShape } from './shapes.ts';
import { type Step, writeOn } from './steps.ts';

const changes = z
  .strictObject({
    username: username.optional(),
    name: personName.optional(),
    email: email.nullable().optional(),
    role: role.optional(),
    blocked: z.boolean().optional(),
    password: newPassword.optional(),
    currentPassword: z
      .string()
      .max(1024)
      .optional()
      .meta({ description: 'Needed for one’s own password or email.' }),
  })
  .refine(({ currentPassword: _, ...body }) => Object.keys(body).length > 0, {
    error: 'Nothing is to be changed. Give at least one field.',
  });
type Changes = z.output<typeof changes>;

export const USER_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/users',
    summary: 'People, by username',
    tag: 'Users',
    auth: 'caller',
    query: {
      ...pageQuery,
      q: z.string().max(200).default('').meta({ description: 'Part of the name or username.' }),
      role: manyOf('role', role),
      blocked: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional(),
    },
    answer: z.array(restUserShape),
    list: true,
    examples: { answer: [EXAMPLE_USER] },
    run: async ({ query, caller, context }, services) => {
      const place = readPlace(context.url, query, keyCursor);
      if (!place.ok) return place;
      const filter = { text: query.q, roles: query.role, blocked: query.blocked };
      const { rows, page } = await keyedPage(
        context.url,
        place.value,
        async (window) => {
          const { total, people } = await listPeople(filter, window, askerOf(services, caller));
          return { total, rows: people };
        },
        (person) => person.username,
      );
      return answer(
        rows.map((row) => restUser(row, caller.user)),
        { page },
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/users',
    summary: 'Add a person',
    description: 'By an admin. Without a password nobody can sign in as them yet.',
    tag: 'Users',
    auth: 'caller',
    body: z.strictObject({
      username,
      name: personName,
      email: email.nullable().default(null),
      role: role.default('tester'),
      password: newPassword.optional(),
    }),
    answer: restUserShape,
    status: 201,
    examples: {
      body: { username: 'ana', name: 'Ana Lima', email: 'ana@example.org', role: 'developer' },
      answer: EXAMPLE_USER,
    },
    run: async ({ body: { password, ...person }, caller, context }, services) => {
      const permission = can(caller.user, 'user.create', {});
      if (!permission.ok) return failure(forbidden(permission).rejection);
      const id = context.newId('user') as UserId;
      const command = {
        id: context.newId('user.create') as CommandId,
        name: 'user.create',
        args: {
          id,
          ...person,
          ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
        },
      };
      const refused = refusalIn(await write(services, caller, context, [command]));
      if (refused) return refused;
      return shown(id, caller, services, { location: `/api/users/${id}` });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/users/:id',
    summary: 'One person',
    tag: 'Users',
    auth: 'caller',
    params: { id: userId },
    answer: restUserShape,
    examples: { answer: EXAMPLE_USER },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Change a person',
    description:
      'One’s own name, email and password; anybody’s by an admin, who alone changes usernames and roles, and blocks. A new password ends every other session of its owner.',
    tag: 'Users',
    auth: 'caller',
    params: { id: userId },
    body: changes,
    answer: restUserShape,
    examples: { body: { name: 'Ana Lima' }, answer: EXAMPLE_USER },
    run: async ({ params, body, caller, context }, services) => {
      let checked: User | null = null;
      const find = async (): Promise<Result<User>> => {
        const user = await findUser(params.id, services);
        if (!user) return NO_SUCH_PERSON;
        // A password that was right is asked for again only where it has been changed meanwhile.
        const isChecked = checked !== null && checked.passwordHash === user.passwordHash;
        const refused = isChecked
          ? null
          : await refuseChanges(user, body, caller, context.address, services);
        checked = user;
        return refused ?? success(user);
      };
      let hash: string | null = null;
      const written = await writeOn(
        { caller, context },
        services,
        { table: 'user', find },
        async (user) => {
          if (body.password !== undefined) hash ??= await hashPassword(body.password);
          return changeSteps(user, body, hash);
        },
      );
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
];

const NO_SUCH_PERSON: Failure = failure(notFound('person').rejection);

async function findUser(id: UserId, { engine }: Services): Promise<User | undefined> {
  const [user] = await loadUsers(engine.store.read, engine.store.dialect, [id]);
  return user;
}

async function shown(
  id: UserId,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const user = await findUser(id, services);
  if (!user) return NO_SUCH_PERSON;
  return answer(restUser(user, caller.user), { version: user.version, ...more });
}

/** What the domain would refuse too, before a password is asked for and tried. */
async function refuseChanges(
  user: User,
  body: Changes,
  caller: Caller,
  address: string,
  { guards }: Services,
): Promise<Failure | null> {
  const own = user.id === caller.user.id;
  const asks = [
    ...(['username', 'role', 'blocked'].some((field) => field in body)
      ? [can(caller.user, 'user.administer', { user })]
      : []),
    can(caller.user, 'user.edit-profile', { user }),
  ];
  for (const permission of asks) {
    if (!permission.ok) return failure(forbidden(permission).rejection);
  }
  if (!own || (body.password === undefined && body.email === undefined)) return null;
  if (body.currentPassword === undefined) return wrongCurrent('Give the current password too.');
  const account = user.id;
  const checked = await guards.check(user, body.currentPassword, { account, address });
  if (checked === 'right') return null;
  if (checked === 'wrong') return wrongCurrent('The current password is not right. Try again.');
  return failure(checked);
}

function wrongCurrent(message: string): Failure {
  return failure(invalid('currentPassword', message).rejection);
}

/** A step for each field, from what it is now. */
function changeSteps(
  user: User,
  { currentPassword: _current, password: _password, blocked, ...fields }: Changes,
  passwordHash: string | null,
): readonly Step[] {
  const { id } = user;
  return [
    ...recordSteps('user.edit', user, fields),
    ...(passwordHash === null
      ? []
      : [{ name: 'user.set-password', args: { id, passwordHash } } as const]),
    ...(blocked === undefined
      ? []
      : [{ name: blocked ? 'user.block' : 'user.unblock', args: { id } } as const]),
  ];
}

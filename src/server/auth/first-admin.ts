import type { CommandId, UserId } from '#domain/ids.ts';
import type { User } from '#domain/user/user.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { Engine } from '#engine/engine.ts';
import type { IncomingCommand } from '#engine/execute.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { type Result, success } from '#protocol/result.ts';
import { endSessionsOf, findLogin } from '#store/auth-sessions.ts';
import { loadUsers, loadWorkspaces } from '#store/load-tables.ts';
import type { AdminConfig } from '../config.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

/** What became of the admin that the configuration names. */
export type AdminOutcome = 'made' | 'realigned' | 'unchanged';

/**
 * Sees to it that this person is there, an admin, not blocked, and has this password, and the email
 * and name where they are given; what is so already is left alone. In an empty store it begins the
 * workspace.
 */
export async function ensureAdmin(
  engine: Engine,
  wanted: AdminConfig,
): Promise<Result<AdminOutcome>> {
  const { read, dialect } = engine.store;
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  if (!workspace) return begin(engine, wanted);
  const known = await findUsername(engine, wanted.username);
  const actor = known && isActive(known) ? known : await anAdmin(engine);
  if (!actor) throw new Error('A workspace that has begun has an admin.');
  return known ? realign(engine, actor, known, wanted) : add(engine, actor, wanted);
}

/** Whether anybody could sign in as an admin. */
export async function hasAdmin({ store }: Engine): Promise<boolean> {
  const row = await store.read
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('blocked', '=', 0)
    .where('password_hash', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** How to make an admin, for whoever starts a server that has none. */
export const HOW_TO_MAKE_AN_ADMIN =
  'Nobody can sign in as an admin yet. Make one with “katydid-server create-admin”, or start with ADMIN_PASSWORD (and ADMIN_USERNAME, ADMIN_EMAIL) set.';

async function begin(engine: Engine, wanted: AdminConfig): Promise<Result<AdminOutcome>> {
  const begun = await startWorkspace(engine, {
    username: wanted.username,
    name: wanted.name ?? wanted.username,
    email: wanted.email,
    passwordHash: await hashPassword(wanted.password),
  });
  if (begun.ok) return success('made');
  // Another process of the same store was quicker.
  return begun.error.code === 'CONFLICT' ? ensureAdmin(engine, wanted) : begun;
}

async function add(
  engine: Engine,
  actor: User,
  { username, name, email, password }: AdminConfig,
): Promise<Result<AdminOutcome>> {
  const args = {
    id: engine.clock.newId(),
    username,
    name: name ?? username,
    email,
    role: 'admin',
    passwordHash: await hashPassword(password),
  };
  return give(engine, actor.id, [['user.create', args]], 'made');
}

async function realign(
  engine: Engine,
  actor: User,
  known: User,
  wanted: AdminConfig,
): Promise<Result<AdminOutcome>> {
  const { id } = known;
  const edit = (field: 'email' | 'name' | 'role', to: string) =>
    known[field] === to ? [] : [['user.edit', { id, field, from: known[field], to }] as const];
  const fits = await verifyPassword(wanted.password, known.passwordHash);
  const commands = [
    ...edit('role', 'admin'),
    ...(known.blocked ? [['user.unblock', { id }] as const] : []),
    ...(wanted.email === null ? [] : edit('email', wanted.email)),
    ...(wanted.name === null ? [] : edit('name', wanted.name)),
    ...(fits
      ? []
      : [
          ['user.set-password', { id, passwordHash: await hashPassword(wanted.password) }] as const,
        ]),
  ];
  if (commands.length === 0) return success('unchanged');
  return give(engine, actor.id, commands, 'realigned', fits ? null : id);
}

async function give(
  engine: Engine,
  actor: UserId,
  given: readonly (readonly [name: string, args: object])[],
  outcome: AdminOutcome,
  signOut: UserId | null = null,
): Promise<Result<AdminOutcome>> {
  const commands = given.map(
    ([name, args]): IncomingCommand => ({ id: engine.clock.newId() as CommandId, name, args }),
  );
  const { outcomes } = await engine.execute({
    actor,
    commands,
    atomic: true,
    alongside: async (tx) => {
      if (signOut !== null) await endSessionsOf(tx, signOut);
    },
  });
  const refused = outcomes.find((one) => one.outcome === 'rejected');
  return refused ? { ok: false, error: refused.error } : success(outcome);
}

async function findUsername({ store }: Engine, username: string): Promise<User | undefined> {
  const user = await findLogin(store.read, username);
  return user?.username === username ? user : undefined;
}

async function anAdmin({ store }: Engine): Promise<User | undefined> {
  const row = await store.read
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('blocked', '=', 0)
    .orderBy('n')
    .executeTakeFirst();
  const [user] = row ? await loadUsers(store.read, store.dialect, [row.id]) : [];
  return user;
}

function isActive({ role, blocked }: User): boolean {
  return role === 'admin' && !blocked;
}

import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { Asker } from '#engine/asker.ts';
import { openEngine } from '#engine/engine.ts';
import { verifyPassword } from '#engine/passwords.ts';
import { askerOf, createSession, findUser, type Session } from '#engine/session.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { loadWorkspaces } from '#store/load-tables.ts';
import type { Answer, Call } from './commands/command.ts';

/** An open workspace and who commands in it. */
export interface Opened {
  readonly session: Session;
  readonly user: User;
  asker(): Asker;
}

/** The files that ship with the bundle lie beside `out/`. */
const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');

/**
 * Opens the call's workspace for `work`, and closes it whatever happens. A workspace that has not
 * begun gets one admin, named as `--as` says or after the system's user.
 */
export async function withWorkspace(
  call: Call,
  work: (opened: Opened) => Promise<Answer>,
): Promise<Answer> {
  const engine = await openEngine({
    folder: call.folder,
    resources: RESOURCES,
    program: 'katydid',
  });
  try {
    const session = await createSession(engine, { shell: 'browser' });
    const user = await chooseUser(session, call);
    if (!user.ok) return user;
    session.profile = user.value.id;
    return await work({ session, user: user.value, asker: () => askerOf(session, user.value) });
  } finally {
    await engine.close();
  }
}

async function chooseUser(session: Session, call: Call): Promise<Result<User>> {
  const { engine } = session;
  const { read, dialect } = engine.store;
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  if (!workspace) {
    const name = call.as ?? userInfo().username;
    const begun = await startWorkspace(engine, {
      name,
      ...(call.as === undefined ? {} : { username: call.as }),
    });
    return begun.ok ? found(await findUser(engine, begun.value)) : begun;
  }
  if (call.as === undefined && session.profile !== null) {
    return found(await findUser(engine, session.profile));
  }
  const row = await read
    .selectFrom('user')
    .select('id')
    .where((eb) =>
      call.as === undefined
        ? eb.and([eb('role', '=', 'admin'), eb('blocked', '=', 0)])
        : eb('username', '=', call.as.toLowerCase()),
    )
    .orderBy('n')
    .executeTakeFirst();
  const user = row ? await findUser(engine, row.id) : undefined;
  if (!user || user.blocked) return failure(unknownUser(call.as));
  return admit(user, call);
}

async function admit(user: User, { terminal }: Call): Promise<Result<User>> {
  if (user.passwordHash === null) return success(user);
  const password = await terminal.askPassword(`Password of ${user.username}: `);
  if (password !== null && (await verifyPassword(password, user.passwordHash)))
    return success(user);
  return failure(rejection('UNAUTHENTICATED', 'The password is not right. Try again.'));
}

function found(user: User | undefined): Result<User> {
  return user ? success(user) : failure(unknownUser(undefined));
}

function unknownUser(username: string | undefined): Rejection {
  return username === undefined
    ? rejection('UNAUTHENTICATED', 'Nobody can be chosen here. Say who you are with --as USER.')
    : rejection('UNAUTHENTICATED', `There is no user ${username} here, or they are blocked.`);
}

import type { CommandId, UserId } from '#domain/ids.ts';
import { rejection } from '#domain/rejection.ts';
import { foldCase } from '#domain/text.ts';
import type { User } from '#domain/user/user.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import {
  beginSession,
  endSession,
  findLogin,
  isUnchanged,
  rotateToken,
} from '#store/auth-sessions.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import { WRONG_PASSWORD } from './guards.ts';
import { hashPassword, isOutdated } from './passwords.ts';
import { hashToken } from './tokens.ts';

/** What a client is given to call with. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token is good for. */
  readonly expiresIn: number;
  readonly user: User;
}

/** Signs in with a username or an email, and the password. */
export async function signIn(
  services: Services,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<Result<SignedIn>> {
  const { engine, guards } = services;
  const user = await findLogin(engine.store.read, login);
  // Under a prefix, so that no name can be taken for somebody's id.
  const account = user?.id ?? `nobody ${foldCase(login)}`;
  const checked = await guards.check(user, password, { account, address });
  if (typeof checked === 'object') return failure(checked);
  if (checked === 'wrong' || !user) return failure(WRONG_PASSWORD);
  // Only to whoever knows the password.
  if (user.blocked) return failure(BLOCKED);
  const signedIn = await openSession(services, user);
  if (signedIn.ok) await renewHash(services, user, password);
  return signedIn;
}

const BLOCKED = rejection(
  'UNAUTHENTICATED',
  'This account is blocked. Ask an admin to open it again.',
);

/** Begins a session for somebody who has shown who they are. */
export async function openSession(
  { engine, tokens }: Services,
  user: User,
): Promise<Result<SignedIn>> {
  const { store, clock } = engine;
  const session = clock.newId();
  const refresh = tokens.drawRefresh();
  const begun = await store.transaction(async (tx) => {
    // The password may have been changed, or its owner blocked, while it was verified.
    if (!(await isUnchanged(tx.db, user))) return false;
    await beginSession(tx, { id: session, user: user.id, now: clock.now() }, refresh);
    return true;
  });
  if (!begun) return failure(WRONG_PASSWORD);
  return success({
    accessToken: await tokens.signAccess(user.id, session),
    refreshToken: refresh.token,
    expiresIn: tokens.expiresIn,
    user,
  });
}

/** A password that is known to be right is kept as today's cost asks. */
async function renewHash({ engine }: Services, user: User, password: string): Promise<void> {
  if (user.passwordHash === null || !isOutdated(user.passwordHash)) return;
  const args = { id: user.id, passwordHash: await hashPassword(password) };
  await engine.execute({
    actor: user.id,
    commands: [{ id: engine.clock.newId() as CommandId, name: 'user.set-password', args }],
    unless: async (tx) => ((await isUnchanged(tx.db, user)) ? null : WRONG_PASSWORD),
  });
}

/** Exchanges a refresh token, once. A second time ends its session: a copy of it is about. */
export async function refresh(
  { engine, tokens }: Services,
  refreshToken: string,
): Promise<Result<SignedIn>> {
  const next = tokens.drawRefresh();
  const now = engine.clock.now();
  const rotation = await engine.store.transaction(async (tx) => {
    const rotated = await rotateToken(tx, hashToken(refreshToken), next, now);
    if (rotated.outcome === 'reused') await engine.store.advance(tx, tx.version + 1);
    return rotated;
  });
  if (rotation.outcome !== 'rotated') return failure(SPENT[rotation.outcome]);
  const { session, user } = rotation;
  return success({
    accessToken: await tokens.signAccess(user.id, session),
    refreshToken: next.token,
    expiresIn: tokens.expiresIn,
    user,
  });
}

const SPENT = {
  unknown: rejection('UNAUTHENTICATED', 'This refresh token is not good any more. Sign in again.'),
  reused: rejection(
    'UNAUTHENTICATED',
    'This refresh token was used before, so its session has been ended. Sign in again.',
  ),
} as const;

/** Ends the caller's session, and with it the live streams that it opened, in every process. */
export async function signOut({ engine }: Services, { session }: Caller): Promise<void> {
  await engine.store.transaction(async (tx) => {
    await endSession(tx, session);
    await engine.store.advance(tx, tx.version + 1);
  });
}

export interface Registration {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

/** Makes an account for somebody unknown, where the server lets people register, and signs in. */
export async function register(
  services: Services,
  { password, address, ...person }: Registration,
): Promise<Result<SignedIn>> {
  const { config, engine, guards } = services;
  if (config.signUp === 'closed') return failure(CLOSED);
  const refused = guards.registration(address);
  if (refused) return failure(refused);
  const id = engine.clock.newId() as UserId;
  const args = { id, ...person, passwordHash: await hashPassword(password) };
  const { outcomes } = await engine.execute({
    actor: null,
    commands: [{ id: engine.clock.newId() as CommandId, name: 'user.register', args }],
  });
  const [outcome] = outcomes;
  if (outcome?.outcome !== 'accepted') {
    return failure(outcome?.error ?? rejection('INTERNAL', 'Nothing was decided.'));
  }
  const user = await findLogin(engine.store.read, person.username);
  if (!user) throw new Error('A person who was just registered is gone.');
  return openSession(services, user);
}

const CLOSED = rejection(
  'FORBIDDEN',
  'Nobody registers here by themselves. Ask an admin to add you.',
);

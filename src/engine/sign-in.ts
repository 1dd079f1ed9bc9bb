import type { CommandId } from '#domain/ids.ts';
import { can } from '#domain/permissions.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { CallInput, SessionShape } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN, verifyPassword } from './passwords.ts';
import { enter, findUser, type Session, sessionShape } from './session.ts';

/** Works as this person from now on, where their password, if they have one, is right. */
export async function enterProfile(
  session: Session,
  { user, password = '' }: CallInput<'session.enter'>,
): Promise<Result<SessionShape>> {
  const person = await findUser(session.engine, user);
  if (!person || person.blocked) {
    return failure(rejection('UNAUTHENTICATED', 'This profile cannot be entered. Choose another.'));
  }
  const refused = await refusePassword(session, person, password);
  if (refused) {
    const message = 'The password is not right. Try again.';
    const wrong = rejection('UNAUTHENTICATED', message, { field: 'password' });
    return failure(refused === 'wrong' ? wrong : refused);
  }
  await enter(session, person.id);
  return success(await sessionShape(session));
}

/** One's own password, by whoever knows the current one; anybody's, by an admin. */
export async function changePassword(
  session: Session,
  { user: id, password, current = '' }: CallInput<'password.set'>,
  user: User,
): Promise<Result<null>> {
  const { engine } = session;
  if (id === user.id) {
    const refused = await refusePassword(session, user, current);
    if (refused) {
      const message = 'The current password is not right. Try again.';
      const wrong = rejection('VALIDATION', message, { field: 'current' });
      return failure(refused === 'wrong' ? wrong : refused);
    }
  }
  const person = await findUser(engine, id);
  if (!person || !can(user, 'user.set-password', { user: person }).ok) {
    return failure(rejection('FORBIDDEN', 'Only admins can set the password of somebody else.'));
  }
  if (password !== null && !hasFittingLength(password)) {
    const message = `A password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters.`;
    return failure(rejection('VALIDATION', message, { field: 'password' }));
  }
  const passwordHash = password === null ? null : await hashPassword(password);
  const command = {
    id: engine.clock.newId() as CommandId,
    name: 'user.set-password',
    args: { id, passwordHash },
  };
  const { outcomes } = await engine.execute({ actor: user.id, commands: [command] });
  const [outcome] = outcomes;
  return outcome?.outcome === 'rejected' ? failure(outcome.error) : success(null);
}

async function refusePassword(
  { tries }: Session,
  { id, passwordHash }: User,
  password: string,
): Promise<Rejection | 'wrong' | null> {
  if (passwordHash === null) return null;
  const wait = tries.begin(id);
  if (wait) return wait;
  if (!(await verifyPassword(password, passwordHash))) return 'wrong';
  tries.succeed(id);
  return null;
}

function hasFittingLength(password: string): boolean {
  const { length } = [...password];
  return length >= PASSWORD_MIN && length <= PASSWORD_MAX;
}

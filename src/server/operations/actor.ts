import { rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { Engine } from '#engine/engine.ts';
import { findUser } from '#engine/session.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { HOW_TO_MAKE_AN_ADMIN } from '../auth/first-admin.ts';

/**
 * For whom an operation acts: the person of this username, else the first admin. Whoever may run it
 * holds the database anyway, so that no password is asked for.
 */
export async function actorOf(engine: Engine, username: unknown): Promise<Result<User>> {
  if (!(await engine.store.isMigrated())) return failure(NOT_MIGRATED);
  const wanted = typeof username === 'string' ? username.toLowerCase() : null;
  const row = await engine.store.read
    .selectFrom('user')
    .select('id')
    .where('blocked', '=', 0)
    .where((eb) => (wanted === null ? eb('role', '=', 'admin') : eb('username', '=', wanted)))
    .orderBy('n')
    .executeTakeFirst();
  const user = row && (await findUser(engine, row.id));
  if (user) return success(user);
  const message =
    wanted === null
      ? HOW_TO_MAKE_AN_ADMIN
      : `There is no user ${wanted} here, or they are blocked. Check --as.`;
  return failure(rejection('VALIDATION', message, { field: 'as' }));
}

const NOT_MIGRATED = rejection(
  'UNAVAILABLE',
  'The tables are not up to date. Run “katydid-server migrate” first, after a backup.',
);

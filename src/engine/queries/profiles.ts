import type { CallInput, CallOutput } from '#protocol/api.ts';
import { isCalled } from '#store/contains.ts';
import type { Engine } from '../engine.ts';
import { time } from './shape.ts';

/**
 * Whom a device may be used as, before anybody is signed in: people who are not blocked, those who
 * came by an import (testers) last, without their email.
 */
export async function listProfiles(
  { text, offset, count }: CallInput<'session.profiles'>,
  { store }: Engine,
): Promise<CallOutput<'session.profiles'>> {
  const found = store.read
    .selectFrom('user')
    .where('blocked', '=', 0)
    .where(await isCalled(text, store.read, store.dialect));
  const { n } = await found
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await found
    .selectAll()
    .orderBy((eb) => eb.case().when('role', '=', 'tester').then(1).else(0).end())
    .orderBy('role')
    .orderBy('username')
    .offset(offset)
    .limit(count)
    .execute();
  return {
    total: Number(n),
    people: rows.map((row) => ({
      id: row.id,
      username: row.username,
      name: row.name,
      email: null,
      role: row.role as CallOutput<'session.profiles'>['people'][number]['role'],
      blocked: false,
      hasPassword: row.password_hash !== null,
      createdAt: time(row.created_at),
      updatedAt: time(row.updated_at),
      version: row.version,
    })),
  };
}

import type { Role, User } from '#domain/user/user.ts';
import { isCalled } from '#store/contains.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import type { ListWindow } from './list-window.ts';

export interface PeopleFilter {
  /** Part of the name or the username; empty: anybody. */
  readonly text: string;
  /** Empty: every role. */
  readonly roles: readonly Role[];
  readonly blocked?: boolean | undefined;
}

/** Everybody whom the filter means, by username. */
export async function listPeople(
  { text, roles, blocked }: PeopleFilter,
  window: ListWindow,
  { store }: Pick<Asker, 'store'>,
): Promise<{ readonly total: number; readonly people: readonly User[] }> {
  const { read, dialect } = store;
  let found = read.selectFrom('user');
  if (text.trim() !== '') found = found.where(await isCalled(text, read, dialect));
  if (roles.length > 0) found = found.where('role', 'in', roles);
  if (blocked !== undefined) found = found.where('blocked', '=', blocked ? 1 : 0);
  const { n } = await found
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const backwards = 'before' in window;
  let part = found
    .select('id')
    .orderBy('username', backwards ? 'desc' : 'asc')
    .limit(window.count);
  if ('offset' in window) part = part.offset(window.offset);
  else if (backwards) part = part.where('username', '<', window.before);
  else if (window.after !== null) part = part.where('username', '>', window.after);
  const ids = (await part.execute()).map(({ id }) => id);
  const rows = new Map((await loadUsers(read, dialect, ids)).map((row) => [row.id as string, row]));
  const inOrder = backwards ? ids.toReversed() : ids;
  return { total: Number(n), people: inOrder.flatMap((id) => rows.get(id) ?? []) };
}

import type { View } from '#domain/view/view.ts';
import type { ViewShape } from '#protocol/shapes.ts';
import { loadViews } from '#store/load-links.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { peopleOf } from './find-issue.ts';
import { person, time } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/** The asker's own saved views and those that are shared, by name. */
export async function listViews(asker: Reader): Promise<readonly ViewShape[]> {
  const ids = await seenViews(asker)
    .select('saved_view.id')
    .orderBy('saved_view.name')
    .orderBy('saved_view.id')
    .execute();
  return shape(
    ids.map(({ id }) => id),
    asker,
  );
}

/** One saved view, if it is the asker's own or shared. */
export async function readView(id: string, asker: Reader): Promise<ViewShape | undefined> {
  const row = await seenViews(asker)
    .select('saved_view.id')
    .where('saved_view.id', '=', id)
    .executeTakeFirst();
  return row && (await shape([row.id], asker))[0];
}

function seenViews({ store, user }: Reader) {
  return store.read
    .selectFrom('saved_view')
    .innerJoin('user as owner', 'owner.n', 'saved_view.owner')
    .where((eb) => eb.or([eb('saved_view.shared', '=', 1), eb('owner.id', '=', user.id)]));
}

async function shape(
  ids: readonly string[],
  { store: { read, dialect } }: Reader,
): Promise<readonly ViewShape[]> {
  const rows = new Map((await loadViews(read, dialect, ids)).map((row) => [row.id as string, row]));
  const owners = [...new Set([...rows.values()].map(({ owner }) => owner))];
  const people = peopleOf(await loadUsers(read, dialect, owners));
  return ids
    .flatMap((id): readonly View[] => [rows.get(id) ?? []].flat())
    .flatMap((view) => {
      const owner = people.get(view.owner);
      if (owner === undefined) return [];
      const { createdAt, updatedAt, columns, ...rest } = view;
      return [
        {
          ...rest,
          columns: [...columns],
          owner: person(owner),
          createdAt: time(createdAt),
          updatedAt: time(updatedAt),
        },
      ];
    });
}

import { foldCase } from '#domain/text.ts';
import type { TagShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import { contains } from '#store/contains.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import type { ListWindow } from './list-window.ts';

/** Tags whose name holds the text, by name, each with the issues that the asker sees. */
export async function listTags(
  { text }: { readonly text: string },
  window: ListWindow,
  asker: Asker,
): Promise<{ readonly total: number; readonly rows: readonly TagShape[] }> {
  const { read } = asker.store;
  const found = read.selectFrom('tag').where(contains('name_fold', foldCase(text.trim())));
  const { total } = await found
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const backwards = 'before' in window;
  let part = found
    .select(['n', 'id', 'name', 'colour'])
    .orderBy('name_fold', backwards ? 'desc' : 'asc')
    .limit(window.count);
  if ('offset' in window) part = part.offset(window.offset);
  else if (backwards) part = part.where('name_fold', '<', window.before);
  else if (window.after !== null) part = part.where('name_fold', '>', window.after);
  const nearest = await part.execute();
  const tags = backwards ? nearest.toReversed() : nearest;
  const counts = await countsOf(
    tags.map(({ n }) => n),
    asker,
  );
  return {
    total: Number(total),
    rows: tags.map(({ n, ...tag }) => ({ ...tag, issueCount: counts.get(n) ?? 0 })),
  };
}

/** Tags by their ids, in no order; ids that nothing has are left out. */
export async function readTags(ids: readonly string[], asker: Asker): Promise<readonly TagShape[]> {
  const { read, dialect } = asker.store;
  const tags = await read
    .selectFrom('tag')
    .select(['n', 'id', 'name', 'colour'])
    .where(among(dialect, 'id', [...new Set(ids)]))
    .execute();
  const counts = await countsOf(
    tags.map(({ n }) => n),
    asker,
  );
  return tags.map(({ n, ...tag }) => ({ ...tag, issueCount: counts.get(n) ?? 0 }));
}

/** How many issues with this tag the asker sees. */
export async function countTagged(id: string, asker: Asker): Promise<number> {
  const tag = await asker.store.read
    .selectFrom('tag')
    .select('n')
    .where('id', '=', id)
    .executeTakeFirst();
  return tag === undefined ? 0 : ((await countsOf([tag.n], asker)).get(tag.n) ?? 0);
}

/** By the tag's row number. */
async function countsOf(
  tags: readonly number[],
  { store, user }: Asker,
): Promise<ReadonlyMap<number, number>> {
  if (tags.length === 0) return new Map();
  const scope = await scopeOf(store.read, user);
  const counts = await store.read
    .selectFrom('issue_tag')
    .innerJoin('issue', 'issue.seq', 'issue_tag.issue')
    .select('issue_tag.tag')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('issue_tag.tag', 'in', tags)
    .where(visible(scope, store.dialect))
    .groupBy('issue_tag.tag')
    .execute();
  return new Map(counts.map(({ tag, n }) => [tag, Number(n)]));
}

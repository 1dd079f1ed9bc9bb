import { z } from 'zod';
import type { ListWindow } from '#engine/queries/list-window.ts';
import type { PageShape } from './envelope.ts';
import { type Place, pageOf } from './paging.ts';

/** What a cursor keeps in a list that is ordered by a unique text: the row next to the part. */
export const keyCursor = z.union([
  z.strictObject({ after: z.string().max(400) }),
  z.strictObject({ before: z.string().max(400) }),
]);
export type KeyCursor = z.infer<typeof keyCursor>;

/**
 * One part of a list that is ordered by a unique text, and where it stands.
 * @param keyOf the text that the list is ordered by
 */
export async function keyedPage<Row>(
  url: string,
  place: Place<KeyCursor>,
  read: (window: ListWindow) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>,
  keyOf: (row: Row) => string,
): Promise<{ readonly rows: readonly Row[]; readonly page: PageShape }> {
  const { size } = place;
  if (place.kind === 'page') {
    const { total, rows } = await read({ offset: place.offset, count: size });
    return { rows, page: pageOf(url, place, total, { next: null, previous: null }) };
  }
  const { at } = place;
  const backwards = at !== null && 'before' in at;
  // One row more tells whether there is more.
  const window = backwards
    ? { before: at.before, count: size + 1 }
    : { after: at?.after ?? null, count: size + 1 };
  const { total, rows: found } = await read(window);
  const isMore = found.length > size;
  const rows = backwards ? found.slice(isMore ? 1 : 0) : found.slice(0, size);
  const first = rows[0];
  const last = rows.at(-1);
  const goesOn = backwards || isMore;
  const goesBack = backwards ? isMore : at !== null;
  return {
    rows,
    page: pageOf<KeyCursor>(url, place, total, {
      next: goesOn && last !== undefined ? { after: keyOf(last) } : null,
      previous: goesBack && first !== undefined ? { before: keyOf(first) } : null,
    }),
  };
}

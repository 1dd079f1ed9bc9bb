import { z } from 'zod';
import type { Paged, Window } from '#engine/queries/paged.ts';
import type { Result } from '#protocol/result.ts';
import { success } from '#protocol/result.ts';
import type { PageShape } from '../http/envelope.ts';
import { type Place, pageOf, readPlace } from '../http/paging.ts';

/** A row next to a part: which one, when it was made, and where it stood when the cursor was given. */
const neighbour = z.strictObject({
  id: z.string().max(64),
  at: z.string().max(30),
  place: z.int().min(0),
});
const cursor = z.union([
  z.strictObject({ after: neighbour }),
  z.strictObject({ before: neighbour }),
]);
type Neighbour = z.output<typeof neighbour>;
type Cursor = z.output<typeof cursor>;

/** A list in the order in which its rows were made, which never changes. */
export interface TimedList<Row> {
  readonly read: (window: Window) => Promise<Result<Paged<Row>>>;
  /** ISO-8601. */
  readonly timeOf: (row: Row) => string;
  readonly newestFirst: boolean;
}

interface Part<Row> {
  readonly rows: readonly Row[];
  readonly page: PageShape;
}

/** One part of such a list, and where it stands. A cursor holds on to a row, wherever it has moved. */
export async function timedPage<Row extends { readonly id: string }>(
  url: string,
  query: Parameters<typeof readPlace>[1],
  list: TimedList<Row>,
): Promise<Result<Part<Row>>> {
  const place = readPlace(url, query, cursor);
  if (!place.ok) return place;
  const { size } = place.value;
  const from = await startOf(place.value, list);
  if (!from.ok) return from;
  const offset = Math.max(0, from.value);
  const found = await list.read({ offset, count: Math.max(0, from.value + size - offset) });
  if (!found.ok) return found;
  const { total, items } = found.value;
  const first = items[0];
  const last = items.at(-1);
  const end = offset + items.length;
  const beside = (row: Row, at: number): Neighbour => ({
    id: row.id,
    at: list.timeOf(row),
    place: at,
  });
  const page = pageOf<Cursor>(url, place.value, total, {
    next: last !== undefined && end < total ? { after: beside(last, end - 1) } : null,
    previous: first !== undefined && offset > 0 ? { before: beside(first, offset) } : null,
  });
  return success({ rows: items, page });
}

async function startOf<Row extends { readonly id: string }>(
  place: Place<Cursor>,
  list: TimedList<Row>,
): Promise<Result<number>> {
  if (place.kind === 'page') return success(place.offset);
  const { at, size } = place;
  if (at === null) return success(0);
  if ('after' in at) {
    const found = await locate(at.after, list);
    return found.ok ? success(found.value.place + (found.value.isThere ? 1 : 0)) : found;
  }
  const found = await locate(at.before, list);
  return found.ok ? success(found.value.place - size) : found;
}

/** How far around its old place a row is looked for first. */
const NEAR = 50;

/** Where the row stands now; where it is gone, where the first one stands that is not before it. */
async function locate<Row extends { readonly id: string }>(
  { id, at, place }: Neighbour,
  { read, timeOf, newestFirst }: TimedList<Row>,
): Promise<Result<{ readonly place: number; readonly isThere: boolean }>> {
  for (let around = NEAR; ; around *= 8) {
    const offset = Math.max(0, place - around);
    const found = await read({ offset, count: 2 * around });
    if (!found.ok) return found;
    const { items, total } = found.value;
    const here = items.findIndex((row) => row.id === id);
    if (here !== -1) return success({ place: offset + here, isThere: true });
    if (offset > 0 || offset + items.length < total) continue;
    const next = items.findIndex((row) => (newestFirst ? timeOf(row) <= at : timeOf(row) >= at));
    return success({ place: next === -1 ? total : next, isThere: false });
  }
}

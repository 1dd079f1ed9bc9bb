import { z } from 'zod';
import { type Failure, type Result, success } from '#protocol/result.ts';
import type { PageShape } from '../http/envelope.ts';
import { pageOf, pageQuery, readPlace } from '../http/paging.ts';
import { type Answer, answer } from '../http/reply.ts';

/** The parameters of a list that is short enough to be read whole. */
export const arrayQuery = pageQuery;

type Key = readonly (string | number)[];
const key = z.array(z.union([z.string().max(400), z.number()])).max(4);
const cursor = z.union([z.strictObject({ after: key }), z.strictObject({ before: key })]);
type Cursor = z.output<typeof cursor>;

/**
 * One part of a list that is at hand whole.
 * @param keyOf what the list is ordered by, rising; no two rows have the same
 */
export function arrayPage<Row>(
  url: string,
  query: PlaceQuery,
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Answer<Row[]> | Failure {
  const part = arrayPart(url, query, rows, keyOf);
  return part.ok ? answer([...part.value.rows], { page: part.value.page }) : part;
}

type PlaceQuery = Parameters<typeof readPlace>[1];

/** The same, for rows that are not yet what is answered. */
export function arrayPart<Row>(
  url: string,
  query: PlaceQuery,
  unordered: readonly Row[],
  keyOf: (row: Row) => Key,
): Result<{ readonly rows: readonly Row[]; readonly page: PageShape }> {
  const place = readPlace(url, query, cursor);
  if (!place.ok) return place;
  const rows = unordered.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const total = rows.length;
  const { size } = place.value;
  const from =
    place.value.kind === 'page' ? place.value.offset : startOf(place.value.at, size, rows, keyOf);
  const shown = rows.slice(Math.max(0, from), Math.max(0, from + size));
  const first = shown[0];
  const last = shown.at(-1);
  const page = pageOf<Cursor>(url, place.value, total, {
    next: last !== undefined && from + size < total ? { after: [...keyOf(last)] } : null,
    previous: first !== undefined && from > 0 ? { before: [...keyOf(first)] } : null,
  });
  return success({ rows: shown, page });
}

function startOf<Row>(
  at: Cursor | null,
  size: number,
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): number {
  if (at === null) return 0;
  if ('before' in at) {
    const end = rows.findIndex((row) => compare(keyOf(row), at.before) >= 0);
    return (end === -1 ? rows.length : end) - size;
  }
  const start = rows.findIndex((row) => compare(keyOf(row), at.after) > 0);
  return start === -1 ? rows.length : start;
}

function compare(a: Key, b: Key): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined || part === other) continue;
    return part < other ? -1 : 1;
  }
  return 0;
}

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Read } from '../tables.ts';
import { type OrderColumn, type OrderKey, orderColumns } from './order.ts';

/** What a row is ordered by, the row number last: its place in a list, whatever comes and goes. */
export type Keyset = readonly (string | number | null)[];

/** The places of rows in a list of this order, by row number; of those that are gone there is none. */
export async function keysetsOf(
  db: Read,
  order: readonly OrderKey[],
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Keyset>> {
  if (seqs.length === 0) return new Map();
  const columns = orderColumns(order).map(({ column }) => column);
  const list = sql.join(columns.map((column, place) => sql.raw(`${column} as k${place}`)));
  const { rows } = await sql<Record<string, string | number | null>>`
    select ${list} from issue where seq in (${sql.join(seqs)})`.execute(db);
  const keysets = rows.map((row) => columns.map((_, place) => row[`k${place}`] ?? null));
  return new Map(keysets.map((keyset) => [Number(keyset.at(-1)), keyset]));
}

export type Side = 'after' | 'before';

/** The condition on `issue` under which a row stands on this side of a place. */
export function stands(
  side: Side,
  order: readonly OrderKey[],
  keyset: Keyset,
): RawBuilder<SqlBool> {
  return orderColumns(order).reduceRight<RawBuilder<SqlBool>>((further, column, place) => {
    const value = keyset[place] ?? null;
    const name = sql.raw(`issue.${column.column}`);
    const same = value === null ? sql`${name} is null` : sql`${name} = ${value}`;
    return sql<SqlBool>`(${beyond(side, column, value)} or (${same} and ${further}))`;
  }, sql<SqlBool>`1 = 0`);
}

function beyond(
  side: Side,
  { column, falling, nullable }: OrderColumn,
  value: string | number | null,
): RawBuilder<SqlBool> {
  const name = sql.raw(`issue.${column}`);
  if (value === null) return side === 'after' ? sql`1 = 0` : sql`${name} is not null`;
  const rises = (side === 'after') !== falling;
  const further = sql<SqlBool>`${name} ${sql.raw(rises ? '>' : '<')} ${value}`;
  return nullable && side === 'after' ? sql`(${further} or ${name} is null)` : further;
}

/** The ORDER BY in which the nearest rows on this side come first. */
export function nearestFirst(side: Side, order: readonly OrderKey[]): RawBuilder<unknown> {
  const parts = orderColumns(order).map(({ column, falling, nullable }) => {
    const direction = (side === 'before') !== falling ? 'desc' : 'asc';
    const nulls = side === 'before' ? 'nulls first' : 'nulls last';
    return `issue.${column} ${direction}${nullable ? ` ${nulls}` : ''}`;
  });
  return sql.raw(parts.join(', '));
}

import { sql } from 'kysely';
import { among, type Columns, insertRows } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, Write } from './tables.ts';

/** A changed row as SQL: its columns before and after, the key among both. */
export interface ColumnChange {
  readonly before: Columns;
  readonly after: Columns;
  /** Columns that a new row needs and a change leaves alone. */
  readonly kept?: Columns;
}

/**
 * Writes only the columns that differ, rows with the same differing columns in one statement: an
 * index whose columns stay is not touched.
 * @param key the columns that a row is known by; they never change
 */
export async function updateRows(
  db: Write,
  dialect: Dialect,
  table: keyof Schema,
  key: readonly string[],
  changes: readonly ColumnChange[],
): Promise<void> {
  const groups = new Map<
    string,
    { readonly update: readonly string[]; readonly rows: Columns[] }
  >();
  for (const { before, after, kept } of changes) {
    const update = Object.keys(after).filter((column) => before[column] !== after[column]);
    if (update.length === 0) continue;
    const name = update.join();
    const group = groups.get(name) ?? { update, rows: [] };
    group.rows.push({ ...after, ...kept });
    groups.set(name, group);
  }
  for (const { update, rows } of groups.values()) {
    await insertRows(db, dialect, table, rows, { key, update });
  }
}

/** Removes rows by one column. */
export async function deleteRows(
  db: Write,
  dialect: Dialect,
  table: keyof Schema,
  column: string,
  values: readonly string[] | readonly number[],
): Promise<void> {
  if (values.length === 0) return;
  await sql`delete from ${sql.table(table)} where ${among(dialect, column, values)}`.execute(db);
}

/**
 * Takes a unique value out of the way of rows that give it up, so that in one batch a name may pass
 * from one row to another whatever their order: each holds its own id meanwhile.
 */
export async function parkValues(
  db: Write,
  dialect: Dialect,
  table: keyof Schema,
  column: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const chosen = among(dialect, 'id', ids);
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = id where ${chosen}`.execute(db);
}

import { sql } from 'kysely';
import { type Columns, insertRows } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Schema, Write } from './tables.ts';

/** The members of a set before and after, as rows whose columns are all part of their key. */
export interface SetChange {
  readonly before: readonly Columns[];
  readonly after: readonly Columns[];
}

/** Removes the rows that left a set and adds those that came; what stayed is not touched. */
export async function writeSets(
  db: Write,
  dialect: Dialect,
  table: keyof Schema,
  changes: readonly SetChange[],
): Promise<void> {
  const gone: Columns[] = [];
  const come: Columns[] = [];
  for (const { before, after } of changes) {
    gone.push(...lacking(before, after));
    come.push(...lacking(after, before));
  }
  for (const row of gone) {
    const conditions = Object.entries(row).map(
      ([column, value]) => sql`${sql.ref(column)} = ${value}`,
    );
    await sql`delete from ${sql.table(table)} where ${sql.join(conditions, sql` and `)}`.execute(
      db,
    );
  }
  await insertRows(db, dialect, table, come);
}

/** Rows of `from` that `other` does not have, each once. */
function lacking(from: readonly Columns[], other: readonly Columns[]): readonly Columns[] {
  const name = (row: Columns) => JSON.stringify(Object.values(row));
  const there = new Set(other.map(name));
  return from.filter((row) => {
    const key = name(row);
    if (there.has(key)) return false;
    there.add(key);
    return true;
  });
}

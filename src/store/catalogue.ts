import { sql } from 'kysely';
import type { Read } from './tables.ts';

/** A column as SQLite's own catalogue tells it. */
export interface CatalogueColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** `column` holds a `key` of `table`. */
export interface CatalogueReference {
  readonly column: string;
  readonly table: string;
  readonly key: string;
}

export interface CatalogueTable {
  readonly name: string;
  readonly columns: readonly CatalogueColumn[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  readonly references: readonly CatalogueReference[];
}

/**
 * The tables of a SQLite store, each after those that it points to. Without the full-text index and
 * what it keeps for itself: that is made anew from the rows.
 */
export async function readCatalogue(db: Read): Promise<readonly CatalogueTable[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pragma_table_list where schema = 'main' and type = 'table'
      and name not glob 'sqlite_*' order by name`.execute(db);
  const tables: CatalogueTable[] = [];
  for (const { name } of rows) tables.push(await readTable(db, name));
  return parentsFirst(tables);
}

async function readTable(db: Read, name: string): Promise<CatalogueTable> {
  const columns = await sql<{ name: string; type: string; notnull: number; pk: number }>`
    select name, type, "notnull", pk from pragma_table_info(${name}) order by cid`.execute(db);
  const references = await sql<{ column: string; table: string; key: string }>`
    select "from" as "column", "table", "to" as "key" from pragma_foreign_key_list(${name})
    order by "from"`.execute(db);
  return {
    name,
    columns: columns.rows.map((column) => ({
      name: column.name,
      type: column.type.toLowerCase(),
      // SQLite says of a row's own number that it may be null, which it never is.
      isNullable: column.notnull === 0 && column.pk === 0,
    })),
    key: columns.rows
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((column) => column.name),
    references: references.rows,
  };
}

function parentsFirst(tables: readonly CatalogueTable[]): readonly CatalogueTable[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: CatalogueTable[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name, references }) =>
      references.every(({ table }) => table === name || !left.has(table)),
    );
    if (ready.length === 0) throw new Error(`Tables refer in a circle: ${[...left.keys()]}.`);
    for (const table of ready) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
}

import { sql } from 'kysely';
import { readCatalogue } from '#store/catalogue.ts';
import type { Read } from '#store/tables.ts';

/** A table as a database tells it. */
export interface TableFacts {
  /** In their order. */
  readonly columns: ReadonlyMap<string, { readonly type: string; readonly isNullable: boolean }>;
  /** The columns of the primary key. */
  readonly key: readonly string[];
  /** The columns of every unique rule and every other index, in their order. */
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
  /** `column` holds a `key` of `table`. */
  readonly references: readonly {
    readonly column: string;
    readonly table: string;
    readonly key: string;
  }[];
}

type Facts = ReadonlyMap<string, TableFacts>;

/** Every table of a SQLite store but what its full text keeps for itself. */
export async function sqliteFacts(db: Read): Promise<Facts> {
  const facts = new Map<string, TableFacts>();
  for (const { name, columns, key, references } of await readCatalogue(db)) {
    const { rows } = await sql<{ is_unique: number; columns: string }>`
      select list."unique" as is_unique,
        (select json_group_array(coalesce(name, '(expression)')) from pragma_index_info(list.name))
          as columns
      from pragma_index_list(${name}) as list where list.origin <> 'pk' order by list.name`.execute(
      db,
    );
    const listed = (isUnique: number) =>
      rows
        .filter((index) => index.is_unique === isUnique)
        .map((index) => JSON.parse(index.columns) as string[]);
    facts.set(name, {
      columns: new Map(columns.map((column) => [column.name, column])),
      key,
      unique: listed(1),
      indexes: listed(0),
      references,
    });
  }
  return facts;
}

/** Every table of a PostgreSQL store, its columns and keys. */
export async function postgresFacts(db: Read): Promise<Facts> {
  const { rows } = await sql<{ table: string; column: string; type: string; nullable: string }>`
    select table_name as "table", column_name as "column",
      case udt_name when 'int4' then 'integer' when 'int8' then 'bigint' else udt_name end as type,
      is_nullable as nullable
    from information_schema.columns where table_schema = current_schema()
    order by table_name, ordinal_position`.execute(db);
  const keys = await keysOf(db);
  const facts = new Map<string, TableFacts>();
  for (const table of new Set(rows.map((row) => row.table))) {
    const own = keys.filter((key) => key.table === table);
    const ofKind = (kind: string) => own.filter((key) => key.kind === kind);
    facts.set(table, {
      columns: new Map(
        rows
          .filter((row) => row.table === table)
          .map(({ column, type, nullable }) => [column, { type, isNullable: nullable === 'YES' }]),
      ),
      key: ofKind('p')[0]?.columns ?? [],
      unique: ofKind('u').map(({ columns }) => columns),
      indexes: [],
      references: ofKind('f').flatMap(({ columns, target, keys: named }) =>
        columns.map((column, at) => ({ column, table: target ?? '', key: named?.[at] ?? '' })),
      ),
    });
  }
  return facts;
}

interface Constraint {
  readonly table: string;
  /** p, u or f, as PostgreSQL's catalogue has it. */
  readonly kind: string;
  readonly columns: readonly string[];
  readonly target: string | null;
  readonly keys: readonly string[] | null;
}

async function keysOf(db: Read): Promise<readonly Constraint[]> {
  const { rows } = await sql<Constraint>`
    select o.relname as "table", c.contype::text as kind, t.relname as target,
      (select json_agg(a.attname order by k.at) from unnest(c.conkey) with ordinality k(n, at)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n) as columns,
      (select json_agg(a.attname order by k.at) from unnest(c.confkey) with ordinality k(n, at)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n) as keys
    from pg_constraint c join pg_class o on o.oid = c.conrelid
      left join pg_class t on t.oid = c.confrelid
    where o.relnamespace = current_schema()::regnamespace and c.contype in ('p', 'u', 'f')
    order by o.relname, c.conname`.execute(db);
  return rows;
}

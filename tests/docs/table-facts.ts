import { sql } from 'kysely';
import { type CatalogueReference, readCatalogue } from '#store/catalogue.ts';
import type { Read } from '#store/tables.ts';

/** A table as a database tells it. */
export interface TableFacts {
  /** In their order. */
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  /** The columns of the primary key; empty: it has none. */
  readonly key: readonly string[];
  /** Every index but that of the primary key, unique ones first. */
  readonly indexes: readonly IndexFacts[];
  readonly references: readonly CatalogueReference[];
}

export interface ColumnFacts {
  readonly type: string;
  readonly isNullable: boolean;
}

export interface IndexFacts {
  /** In its order, each with what its order differs by from rising, absent values last. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  /** The condition of the rows that it holds, as SQL; null: it holds all of them. */
  readonly where: string | null;
}

export type Facts = ReadonlyMap<string, TableFacts>;

/** Every table of a SQLite store but what its full text keeps for itself. */
export async function sqliteFacts(db: Read): Promise<Facts> {
  const facts = new Map<string, TableFacts>();
  for (const { name, columns, key, references } of await readCatalogue(db)) {
    const { rows } = await sql<SqliteIndex>`
      select list."unique" as isUnique, list.partial as isPartial, made.sql,
        (select json_group_array(name) from pragma_index_info(list.name)) as columns
      from pragma_index_list(${name}) as list
        left join sqlite_schema as made on made.type = 'index' and made.name = list.name
      where list.origin <> 'pk'`.execute(db);
    facts.set(name, {
      columns: new Map(columns.map((column) => [column.name, column])),
      key,
      indexes: sorted(rows.map(sqliteIndex)),
      references,
    });
  }
  return facts;
}

interface SqliteIndex {
  readonly isUnique: 0 | 1;
  readonly isPartial: 0 | 1;
  /** The statement that made it; null for one that a constraint made. */
  readonly sql: string | null;
  /** JSON. */
  readonly columns: string;
}

function sqliteIndex({ isUnique, isPartial, sql, columns }: SqliteIndex): IndexFacts {
  const where = isPartial === 1 ? /\)\s+where\s+([\s\S]+)$/i.exec(sql ?? '')?.[1] : null;
  if (where === undefined) throw new Error(`No condition was found in “${sql}”.`);
  return { columns: JSON.parse(columns) as string[], isUnique: isUnique === 1, where };
}

/** Every table of a PostgreSQL store. */
export async function postgresFacts(db: Read): Promise<Facts> {
  const columns = await postgresColumns(db);
  const indexes = await postgresIndexes(db);
  const references = await postgresReferences(db);
  const ofTable = <Row extends { readonly of: string }>(rows: readonly Row[], table: string) =>
    rows.filter((row) => row.of === table);
  const facts = new Map<string, TableFacts>();
  for (const table of new Set(columns.map((column) => column.of))) {
    const own = ofTable(indexes, table);
    facts.set(table, {
      columns: new Map(ofTable(columns, table).map((column) => [column.name, column])),
      key: own.find(({ isPrimary }) => isPrimary)?.columns ?? [],
      indexes: sorted(own.filter(({ isPrimary }) => !isPrimary).map(postgresIndex)),
      references: ofTable(references, table).map(({ of: _, ...reference }) => reference),
    });
  }
  return facts;
}

/** Texts that are compared otherwise than by code point are told apart. */
async function postgresColumns(db: Read) {
  const { rows } = await sql<ColumnFacts & { readonly of: string; readonly name: string }>`
    select table_name as "of", column_name as name, is_nullable = 'YES' as "isNullable",
      case udt_name when 'int4' then 'integer' when 'int8' then 'bigint' else udt_name end ||
        case when udt_name = 'text' and collation_name is distinct from 'C' then
          ' collate ' || coalesce(collation_name, 'default') else '' end as type
    from information_schema.columns where table_schema = current_schema()
    order by table_name, ordinal_position`.execute(db);
  return rows;
}

interface PostgresIndex extends IndexFacts {
  readonly of: string;
  readonly isPrimary: boolean;
  readonly method: string;
}

async function postgresIndexes(db: Read): Promise<readonly PostgresIndex[]> {
  const { rows } = await sql<PostgresIndex>`
    select owner.relname as "of", i.indisprimary as "isPrimary", i.indisunique as "isUnique",
      pg_get_expr(i.indpred, i.indrelid) as "where", method.amname as method,
      (select json_agg(a.attname || case k.option & 3 when 1 then ' desc nulls last'
          when 2 then ' nulls first' when 3 then ' desc' else '' end order by k.at)
        from unnest(i.indkey::int[], i.indoption::int[]) with ordinality as k(n, option, at)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n) as columns
    from pg_index i join pg_class owner on owner.oid = i.indrelid
      join pg_class own on own.oid = i.indexrelid join pg_am method on method.oid = own.relam
    where owner.relnamespace = current_schema()::regnamespace`.execute(db);
  return rows;
}

/** PostgreSQL tells a condition in its own words: `((status <> 'completed'::text))`. */
function postgresIndex({ columns, isUnique, where, method }: PostgresIndex): IndexFacts {
  const plain = where?.replace(/^\((.*)\)$/, '$1').replaceAll('::text', '') ?? null;
  const condition = plain?.replace(/\bIS (NOT )?NULL\b/, (words) => words.toLowerCase()) ?? null;
  const named = method === 'btree' ? columns : [...columns, `by ${method}`];
  return { columns: named, isUnique, where: condition };
}

async function postgresReferences(db: Read) {
  const { rows } = await sql<CatalogueReference & { readonly of: string }>`
    select owner.relname as "of", own.attname as "column", target.relname as "table",
      named.attname as "key"
    from pg_constraint c join pg_class owner on owner.oid = c.conrelid
      join pg_class target on target.oid = c.confrelid
      cross join lateral unnest(c.conkey, c.confkey) as k(own, named)
      join pg_attribute own on own.attrelid = c.conrelid and own.attnum = k.own
      join pg_attribute named on named.attrelid = c.confrelid and named.attnum = k.named
    where owner.relnamespace = current_schema()::regnamespace and c.contype = 'f'
    order by own.attname`.execute(db);
  return rows;
}

function sorted(indexes: readonly IndexFacts[]): readonly IndexFacts[] {
  const place = ({ isUnique, columns, where }: IndexFacts) =>
    `${isUnique ? 0 : 1} ${columns.join()} ${where ?? ''}`;
  return indexes.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}

import { CompiledQuery, type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { UNREAD } from './send-ahead.ts';
import type { Schema, Write } from './tables.ts';

/** Few sizes of statement, so that SQLite's stay prepared. */
const SQLITE_SIZES = [64, 8, 1];
const POSTGRES_MOST_PARAMETERS = 60_000;
const POSTGRES_MOST_ROWS = 1000;

/** Up to so many rows a statement comes again with as many; others are not worth keeping ready. */
const FEW_ROWS = 4;
/** In the mark of a statement: it will hardly come again with as many rows. */
export const MANY = 'many ';

/** A row as SQL takes it: column → value. */
export type Columns = Readonly<Record<string, string | number | null>>;

/** What becomes of a row whose key is there already. */
export interface OnConflict {
  readonly key: readonly string[];
  /** The columns that take the new values; the others stay. */
  readonly update: readonly string[];
}

/**
 * Inserts rows that all have the same columns, many a statement. Written as SQL text that is the
 * same for the same number of rows: building it anew through the query builder costs an import a
 * third of its time.
 */
export async function insertRows(
  db: Write,
  dialect: Dialect,
  table: keyof Schema,
  rows: readonly Columns[],
  onConflict?: OnConflict,
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = Object.keys(first);
  const tail = onConflict ? conflictClause(onConflict) : '';
  for (let start = 0; start < rows.length; ) {
    const count = sizeOf(dialect, rows.length - start, columns.length);
    const parameters: unknown[] = [];
    for (const row of rows.slice(start, start + count)) {
      for (const column of columns) parameters.push(row[column]);
    }
    const mark = dialect === 'postgres' ? `${UNREAD} ${count > FEW_ROWS ? MANY : ''}*/ ` : '';
    const head = `${mark}insert into "${table}" (${columns.map(quoted).join(', ')}) values `;
    const text = head + placeholders(dialect, count, columns.length) + tail;
    await db.executeQuery(CompiledQuery.raw(text, parameters));
    start += count;
  }
}

function sizeOf(dialect: Dialect, left: number, columns: number): number {
  if (dialect === 'sqlite') return SQLITE_SIZES.find((size) => size <= left) ?? 1;
  return Math.min(left, POSTGRES_MOST_ROWS, Math.floor(POSTGRES_MOST_PARAMETERS / columns));
}

function placeholders(dialect: Dialect, rows: number, columns: number): string {
  if (dialect === 'sqlite') {
    const row = `(${Array(columns).fill('?').join(', ')})`;
    return Array(rows).fill(row).join(', ');
  }
  let at = 0;
  const row = () => `(${Array.from({ length: columns }, () => `$${++at}`).join(', ')})`;
  return Array.from({ length: rows }, row).join(', ');
}

function conflictClause({ key, update }: OnConflict): string {
  const target = ` on conflict (${key.map(quoted).join(', ')})`;
  if (update.length === 0) return `${target} do nothing`;
  const sets = update.map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  return `${target} do update set ${sets.join(', ')}`;
}

function quoted(column: string): string {
  return `"${column}"`;
}

/**
 * `column` is one of `values`: one parameter however many there are, so that the statement stays
 * the same and no limit of parameters is met.
 * @param column as Kysely writes references, such as `issue.id`
 */
export function among(
  dialect: Dialect,
  column: string,
  values: readonly string[] | readonly number[],
): RawBuilder<SqlBool> {
  if (values.length === 0) return sql<SqlBool>`1 = 0`;
  const type = typeof values[0] === 'string' ? 'text' : 'int';
  return isAmong(dialect, sql.ref(column), type, listParameter(dialect, values));
}

/** Many values as the one parameter that `isAmong` takes. */
export function listParameter(
  dialect: Dialect,
  values: readonly string[] | readonly number[],
): unknown {
  return dialect === 'sqlite' ? JSON.stringify(values) : [...values];
}

/**
 * `column` is one of the values that `listParameter` made one parameter of.
 *
 * PostgreSQL's planner does not look into a sub-select, so it finds the same plan for any values, and
 * makes it once a connection: planning costs more than most reading does.
 */
export function isAmong(
  dialect: Dialect,
  column: Expression<unknown>,
  type: 'text' | 'int',
  list: unknown,
): RawBuilder<SqlBool> {
  if (dialect === 'sqlite') {
    return sql<SqlBool>`${column} in (select value from json_each(${list}))`;
  }
  const array = sql.raw(`${type}[]`);
  return sql<SqlBool>`${column} = any((select ${list}::${array})::${array})`;
}

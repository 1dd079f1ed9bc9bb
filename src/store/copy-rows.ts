import { sql } from 'kysely';
import { type Columns, insertRows } from './batch.ts';
import type { CatalogueTable } from './catalogue.ts';
import type { Dialect } from './dialect.ts';
import { noteSearchGap } from './search/fill-search.ts';
import type { Read, Schema, Write } from './tables.ts';

/** Tells how far a copy is; what it throws ends the copy. */
export type CopyProgress = (done: number, total: number) => void;

export interface CopyRowsOptions {
  /** Must see one state of the store while the copy lasts. */
  readonly from: Read;
  /** A transaction in a store with the same tables, none of which has rows. */
  readonly to: Write;
  /** Of `to`. */
  readonly dialect: Dialect;
  /** From those that are pointed to down to those that point. */
  readonly tables: readonly CatalogueTable[];
  readonly onProgress: CopyProgress;
}

const PAGE_ROWS = 1000;

/**
 * Copies every row of a store into another, from either database to either, table by table in the
 * order of their keys. Search words are not copied: every issue is noted as not searchable yet, as an
 * import does.
 */
export async function copyRows(options: CopyRowsOptions): Promise<void> {
  const { from, to, dialect, tables, onProgress } = options;
  const counts = await countRows(from, tables);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let done = 0;
  onProgress(done, total);
  for (const table of tables) {
    if (table.name === 'search_gap') continue;
    for await (const rows of pagesOf(from, table)) {
      await insertRows(to, dialect, table.name as keyof Schema, rows);
      done += rows.length;
      onProgress(done, total);
    }
  }
  const { last } = await to
    .selectFrom('issue')
    .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  await noteSearchGap(to, 1, last);
}

/** How many rows each table has. */
export async function countRows(
  db: Read,
  tables: readonly CatalogueTable[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(name)}`.execute(db);
    counts.set(name, Number(rows[0]?.n ?? 0));
  }
  return counts;
}

async function* pagesOf(db: Read, { name, columns, key }: CatalogueTable) {
  const wanted = sql.join(columns.map((column) => sql.ref(column.name)));
  const order = sql.join(key.map((column) => sql.ref(column)));
  for (let last: Columns | undefined; ; ) {
    const after = last;
    const place = after && sql.join(key.map((column) => sql`${after[column]}`));
    const start = place ? sql`where (${order}) > (${place})` : sql``;
    const { rows } = await sql<Columns>`
      select ${wanted} from ${sql.table(name)} ${start} order by ${order} limit ${PAGE_ROWS}`.execute(
      db,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
    last = rows.at(-1);
  }
}

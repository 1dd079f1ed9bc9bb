import type { Read } from './tables.ts';

/** Tables of rows that carry a version and are named by an id. */
export type VersionedTable =
  | 'assignment'
  | 'comment'
  | 'issue'
  | 'project'
  | 'rule'
  | 'saved_view'
  | 'severity'
  | 'tag'
  | 'user'
  | 'workflow';

/** The version that last changed a row; undefined: there is none of this id. */
export async function rowVersion(
  db: Read,
  table: VersionedTable,
  id: string,
): Promise<number | undefined> {
  const row = await db.selectFrom(table).select('version').where('id', '=', id).executeTakeFirst();
  return row?.version;
}

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { readCatalogue } from './catalogue.ts';
import { checkFile } from './check-file.ts';
import { countRows } from './copy-rows.ts';
import { FutureSchema, NotAStore } from './errors.ts';
import { readMarks } from './file-marks.ts';
import type { Finding } from './finding.ts';
import { newestSchema } from './migrate.ts';
import { isStoreOfOurs } from './open-sqlite.ts';
import type { Head } from './store.ts';
import type { Read, Schema } from './tables.ts';
import { verify } from './verify.ts';

/** What a SQLite store holds that nobody works in, such as a backup. */
export interface FileFacts {
  readonly schema: number;
  readonly head: Head;
  /** The workspace's name; null: it has not begun. */
  readonly workspace: string | null;
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>;
}

/** A SQLite store that nobody works in, opened without leaving a trace beside it. */
export interface ReadOnlyFile {
  readonly read: Read;
  facts(): Promise<FileFacts>;
  /** What is wrong with it; rows of an older schema are not looked into, the file is. */
  verify(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** @throws NotAStore, FutureSchema */
export function openReadOnly(file: string): ReadOnlyFile {
  const marks = readMarks(file);
  if (marks === null || !isStoreOfOurs(marks)) throw new NotAStore(file);
  const { schema } = marks;
  if (schema > newestSchema()) throw new FutureSchema(file, schema, newestSchema());
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) }) as Read;
  return {
    read,
    facts: async () => {
      const { v, tag, epoch } = await read
        .selectFrom('head')
        .select(['v', 'tag', 'epoch'])
        .executeTakeFirstOrThrow();
      const workspace = await read.selectFrom('workspace').select('name').executeTakeFirst();
      const rows = await countRows(read, await readCatalogue(read));
      return {
        schema,
        head: { version: v, tag, epoch },
        workspace: workspace?.name ?? null,
        rows: Object.fromEntries(rows),
      };
    },
    verify: async () =>
      schema === newestSchema()
        ? verify({ read, dialect: 'sqlite', checkFile: async () => checkFile(file) })
        : checkFile(file),
    close: async () => {
      await read.destroy();
      database.close();
    },
  };
}

import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** One step from a schema to the next. It runs in a transaction of its own, after a backup. */
export interface Migration {
  /** Rising by one from 1; the store's `meta.schema` is the number of the last that ran. */
  readonly number: number;
  readonly name: string;
  readonly up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;
}

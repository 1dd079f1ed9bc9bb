import { type Expression, type SqlBool, sql } from 'kysely';
import { listOf } from '../batch.ts';
import type { Dialect } from '../dialect.ts';

/**
 * Whether a number is one of many. The list travels as one parameter, so that the statement is the
 * same for any length and stays prepared.
 */
export function oneOf(
  column: Expression<number | null>,
  numbers: readonly number[],
  dialect: Dialect,
): Expression<SqlBool> {
  if (dialect === 'sqlite') {
    return sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(numbers)}))`;
  }
  return sql<SqlBool>`${column} = any(${listOf(numbers)})`;
}

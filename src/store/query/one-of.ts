import type { Expression, SqlBool } from 'kysely';
import { isAmong, listParameter } from '../batch.ts';
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
  return isAmong(dialect, column, 'int', listParameter(dialect, numbers));
}

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { foldCase } from '#domain/text.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Read } from './tables.ts';

/**
 * A text column holds `text`, whose own wildcards stand for themselves. Case counts: fold both.
 * @param column as Kysely writes references, such as `tag.name_fold`
 */
export function contains(column: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} like ${patternOf(text)} escape '\\'`;
}

/** The condition on `user` that the username or the name holds the text, ignoring case. */
export async function isCalled(
  text: string,
  db: Read,
  dialect: Dialect,
): Promise<RawBuilder<SqlBool>> {
  const wanted = foldCase(text.trim());
  // Beyond ASCII neither database folds letters as the domain does.
  if (!/^[ -~]*$/.test(wanted)) return among(dialect, 'user.id', await idsNamed(wanted, db));
  const username = contains('user.username', wanted);
  return sql<SqlBool>`(${username} or lower("user".name) like ${patternOf(wanted)} escape '\\')`;
}

async function idsNamed(wanted: string, db: Read): Promise<readonly string[]> {
  const people = await db.selectFrom('user').select(['id', 'name']).execute();
  return people.filter(({ name }) => foldCase(name).includes(wanted)).map(({ id }) => id);
}

function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

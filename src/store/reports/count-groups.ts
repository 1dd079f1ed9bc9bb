import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { type Scope, visible } from '../query/viewer.ts';
import type { Read } from '../tables.ts';

/** The issues of one status (`state.n`), category (its code) and severity (`severity.n`). */
export interface IssueGroup {
  readonly status: number;
  readonly category: number;
  readonly severity: number;
  readonly count: number;
}

/** How many issues the scope sees, by status and severity, from the covering index alone. */
export async function countIssueGroups(
  db: Read,
  dialect: Dialect,
  scope: Scope,
): Promise<readonly IssueGroup[]> {
  const from = dialect === 'sqlite' ? sql`issue indexed by issue_facts` : sql`issue`;
  const { rows } = await sql<IssueGroup>`
    select status, category, severity, count(*) as count from ${from}
    where ${visible(scope, dialect)} group by status, category, severity`.execute(db);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

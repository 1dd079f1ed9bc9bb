import { sql } from 'kysely';
import type { Transaction } from '../transaction.ts';
import type { Base } from './staging-file.ts';

/**
 * Whether what was decided while staging would be decided alike now. New rows of others do not
 * matter, whose numbers only move ours up; what does: people, projects, severities and workflows
 * that changed, tags and severities that went, names and issues of ours that somebody else made, and
 * duplicates of issues that changed.
 * @param tables those that the staging file has
 */
export async function stillHolds(
  tx: Transaction,
  base: Base,
  tables: ReadonlySet<string>,
): Promise<boolean> {
  if (tx.version === base.version) return true;
  const since = sql.lit(base.version);
  const changes = [
    sql`select 1 from main."user" where version > ${since} and n <= ${sql.lit(base.user)}`,
    sql`select 1 from main.project where version > ${since} and n <= ${sql.lit(base.project)}`,
    sql`select 1 from main.severity where version > ${since} and n <= ${sql.lit(base.severity)}`,
    sql`select 1 from main.workflow where version > ${since}`,
    sql`select 1 from main.workspace where version > ${since}`,
    sql`select 1 from main.tombstone where v > ${since}
      and kind in ('project', 'severity', 'tag', 'workflow')`,
    ...sameNames(tables),
  ];
  if (tables.has('issue')) {
    changes.push(
      sql`select 1 from staged.issue ours join main.issue theirs on theirs.id = ours.id`,
      sql`select 1 from staged.issue_text ours join main.issue_text theirs
        on theirs.external_source = ours.external_source and theirs.external_id = ours.external_id`,
      sql`select 1 from staged.issue ours left join main.issue theirs on theirs.seq = ours.duplicate_of
        where ours.duplicate_of <= ${sql.lit(base.issue)}
          and (theirs.seq is null or theirs.version > ${since})`,
    );
  }
  for (const change of changes) {
    const { rows } = await sql`${change} limit 1`.execute(tx.db);
    if (rows.length > 0) return false;
  }
  return true;
}

const UNIQUE: readonly (readonly [table: string, column: string])[] = [
  ['user', 'username'],
  ['user', 'email_fold'],
  ['project', 'key'],
  ['severity', 'level_fold'],
  ['tag', 'name_fold'],
];

function sameNames(tables: ReadonlySet<string>) {
  return UNIQUE.filter(([table]) => tables.has(table)).map(
    ([table, column]) =>
      sql`select 1 from staged.${sql.ref(table)} ours join main.${sql.ref(table)} theirs
        on theirs.${sql.ref(column)} = ours.${sql.ref(column)}`,
  );
}

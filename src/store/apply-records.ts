import { sql } from 'kysely';
import type { Project } from '#domain/project/project.ts';
import { type Columns, insertRows } from './batch.ts';
import type { ChangesByTable, TableChanges } from './changes.ts';
import { viewColumns } from './rows/link-rows.ts';
import {
  projectColumns,
  ruleColumns,
  severityColumns,
  tagColumns,
  userColumns,
  workflowColumns,
  workspaceColumns,
} from './rows/record-rows.ts';
import type { Transaction } from './transaction.ts';
import { deleteRows, parkValues, updateRows } from './write-columns.ts';
import { writeSets } from './write-sets.ts';

/** Writes new and changed users, workflows, the workspace, projects, severities, tags, rules and views. */
export async function writeRecords(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const { numbers } = tx;
  await writeNumbered(tx, 'user', changes.user, userColumns, ['username', 'email_fold']);
  await writeById(tx, 'workflow', changes.workflow, workflowColumns, ['name_fold']);
  await writeById(tx, 'workspace', changes.workspace, workspaceColumns);
  await writeNumbered(tx, 'project', changes.project, projectColumns, ['key']);
  await writeMembers(tx, changes.project);

  const { severity, rule, view } = changes;
  const people = [
    ...written(severity).flatMap(({ author }) => author ?? []),
    ...written(view).map(({ owner }) => owner),
  ];
  await numbers.look({ user: people, project: written(rule).map(({ project }) => project) });
  const severityRow = (row: (typeof severity.made)[number]) => severityColumns(row, numbers);
  await writeNumbered(tx, 'severity', severity, severityRow, ['level_fold']);
  await writeNumbered(tx, 'tag', changes.tag, tagColumns, ['name_fold']);
  await writeById(tx, 'rule', rule, (row) => ruleColumns(row, numbers));
  await writeById(tx, 'saved_view', view, (row) => viewColumns(row, numbers));
  await copyToIssues(tx, changes);
}

/** Removes what is to go, after everything that pointed to it has been written. */
export async function removeRecords(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const views = changes.view.removed.map(({ id }) => id);
  await deleteRows(tx.db, tx.dialect, 'saved_view', 'id', views);
  const tables = ['rule', 'tag', 'severity', 'project', 'workspace', 'workflow', 'user'] as const;
  for (const table of tables) {
    const ids = changes[table].removed.map(({ id }) => id);
    await deleteRows(tx.db, tx.dialect, table, 'id', ids);
    if (table !== 'rule' && table !== 'workspace' && table !== 'workflow') {
      tx.numbers.forget(table, ids);
    }
  }
}

/** Rows as they are before and after, whichever there are. */
export function written<Row>({ made, changed }: TableChanges<Row>): readonly Row[] {
  return [...made, ...changed.flatMap(({ before, after }) => [before, after])];
}

async function writeById<Row extends { readonly id: string }>(
  tx: Transaction,
  table: 'workflow' | 'workspace' | 'rule' | 'saved_view',
  changes: TableChanges<Row>,
  columnsOf: (row: Row) => object,
  unique: readonly string[] = [],
): Promise<void> {
  const columns = (row: Row) => columnsOf(row) as Columns;
  const updates = changes.changed.map(({ before, after }) => ({
    before: columns(before),
    after: columns(after),
  }));
  await park(tx, table, unique, updates, changes.removed);
  await updateRows(tx.db, tx.dialect, table, ['id'], updates);
  await insertRows(tx.db, tx.dialect, table, changes.made.map(columns));
}

/** What rows that point to a row copy of it, beside its number, which never changes. */
const COPIED = { user: 'username', project: 'key', severity: 'rank', tag: 'n' } as const;

async function writeNumbered<Row extends { readonly id: string }>(
  tx: Transaction,
  table: 'user' | 'project' | 'severity' | 'tag',
  changes: TableChanges<Row>,
  columnsOf: (row: Row) => object,
  unique: readonly string[],
): Promise<void> {
  const { db, dialect, numbers } = tx;
  const { made, changed, removed } = changes;
  await numbers.look({ [table]: changed.map(({ after }) => after.id) });
  const columns = (row: Row) => columnsOf(row) as Columns;
  const updates = changed.map(({ before, after }) => ({
    before: columns(before),
    after: columns(after),
    kept: { n: numbers.n(table, after.id) },
  }));
  await park(tx, table, unique, updates, removed);
  await updateRows(db, dialect, table, ['n'], updates);
  if (made.length > 0) {
    let n = await numbers.last(table);
    const rows = made.map((row) => ({ ...columns(row), n: ++n }));
    await insertRows(db, dialect, table, rows);
  }
  const copied = COPIED[table];
  const stale = updates.filter(({ before, after }) => before[copied] !== after[copied]);
  numbers.forget(
    table,
    stale.map(({ after }) => String(after.id)),
  );
}

async function park(
  tx: Transaction,
  table: 'user' | 'project' | 'severity' | 'tag' | 'workflow' | 'workspace' | 'rule' | 'saved_view',
  unique: readonly string[],
  updates: readonly { readonly before: Columns; readonly after: Columns }[],
  removed: readonly { readonly id: string }[],
): Promise<void> {
  for (const column of unique) {
    const renamed = updates.filter(({ before, after }) => before[column] !== after[column]);
    const ids = [...renamed.map(({ after }) => String(after.id)), ...removed.map(({ id }) => id)];
    await parkValues(tx.db, tx.dialect, table, column, ids);
  }
}

async function writeMembers(
  tx: Transaction,
  { made, changed }: TableChanges<Project>,
): Promise<void> {
  const pairs = [
    ...made.map((after) => ({ id: after.id, before: [], after: after.members })),
    ...changed.map(({ before, after }) => ({
      id: after.id,
      before: before.members,
      after: after.members,
    })),
  ].filter(({ before, after }) => before !== after);
  await tx.numbers.look({
    project: pairs.map(({ id }) => id),
    user: pairs.flatMap(({ before, after }) => [...before, ...after]),
  });
  const sets = pairs.map(({ id, before, after }) => {
    const project = tx.numbers.n('project', id);
    const rows = (users: Project['members']) =>
      users.map((user) => ({ project, user: tx.numbers.n('user', user) }));
    return { before: rows(before), after: rows(after) };
  });
  await writeSets(tx.db, tx.dialect, 'project_member', sets);
}

/** Keeps true what the narrow issue row copies, so that lists sort without a join. */
async function copyToIssues(tx: Transaction, changes: ChangesByTable): Promise<void> {
  const { db } = tx;
  for (const { before, after } of changes.user.changed) {
    if (before.username === after.username) continue;
    const person = sql`(select n from "user" where id = ${after.id})`;
    await sql`update issue set reporter_name = ${after.username}
      where reporter = ${person}`.execute(db);
    await sql`update issue set assignee_name = ${after.username}
      where assignee = ${person}`.execute(db);
  }
  for (const { before, after } of changes.severity.changed) {
    if (before.rank === after.rank) continue;
    await sql`update issue set severity_rank = ${after.rank}
      where severity = (select n from severity where id = ${after.id})`.execute(db);
  }
  for (const { before, after } of changes.project.changed) {
    if (before.key === after.key) continue;
    await sql`update issue set project_key = ${after.key}
      where project = (select n from project where id = ${after.id})`.execute(db);
  }
}

import type { Issue } from '#domain/issue/issue.ts';
import type { Needs, TableName, Tables } from '#domain/state.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { Dialect } from './dialect.ts';
import { type Found, findRows, newestAssignments } from './find-rows.ts';
import { loadAttachments, loadRelations, loadViews } from './load-links.ts';
import {
  type LoadTable,
  loadAssignments,
  loadComments,
  loadIssues,
  loadNotifications,
  loadProjects,
  loadRules,
  loadSeverities,
  loadTags,
  loadUsers,
  loadWorkflows,
  loadWorkspaces,
} from './load-tables.ts';
import type { Numbers } from './numbers.ts';
import type { Read } from './tables.ts';

export type LoadedRows = { readonly [T in TableName]: readonly Tables[T][] };

export interface Loaded {
  readonly rows: LoadedRows;
  /** One for each lookup, though not in their order, and one for each issue's assignment. */
  readonly found: readonly Found[];
}

export interface LoadOptions {
  /** Whether a row is known already: it is not loaded again then, nor what comes with it. */
  readonly isKnown?: (table: TableName, id: string) => boolean;
  /** Learns the small integers of what is loaded. */
  readonly numbers?: Numbers;
}

/**
 * Loads what a batch of commands needs, one query a table for all of it, with what the domain's
 * `ReadState` promises beside: the workspace and its default workflow; for a notification, a comment,
 * an assignment, an attachment or a found row, its own row and its issue; for a relation, both
 * issues; for a rule, its project; for an issue, its project, severity, tags, reporter, assignee and
 * newest assignment; for a project, its workflow.
 */
export async function loadRows(
  db: Read,
  dialect: Dialect,
  needs: Needs,
  { isKnown = () => false, numbers }: LoadOptions = {},
): Promise<Loaded> {
  const wanted = wantedIds(needs);
  const found = await findRows(db, dialect, needs.lookups ?? []);
  for (const { lookup, id } of found) if (id !== undefined) wanted[lookup.find].add(id);

  const notification = await list('notification', loadNotifications, wanted.notification);
  const comment = await list('comment', loadComments, wanted.comment);
  const asked = await list('assignment', loadAssignments, wanted.assignment);
  const attachment = await list('attachment', loadAttachments, wanted.attachment);
  const relation = await list('relation', loadRelations, wanted.relation);
  for (const part of [...notification, ...comment, ...asked, ...attachment]) {
    wanted.issue.add(part.issue);
  }
  for (const { issue: one, other } of relation) wanted.issue.add(one).add(other);

  const issue = await list('issue', loadIssues, wanted.issue);
  for (const row of issue) {
    wanted.project.add(row.project);
    wanted.severity.add(row.severity);
    wanted.user.add(row.reporter);
    if (row.assignee !== null) wanted.user.add(row.assignee);
    for (const tag of row.tags) wanted.tag.add(tag);
  }
  const newest = issue.length === 0 ? [] : await newestAssignments(db, dialect, idsOf(issue));
  const here = new Set<string>(idsOf(asked));
  const others = newest.filter(({ id }) => !here.has(id)).map(({ id }) => id);
  const assignment = [...asked, ...(await list('assignment', loadAssignments, new Set(others)))];

  const rule = await list('rule', loadRules, wanted.rule);
  for (const row of rule) wanted.project.add(row.project);
  const project = await list('project', loadProjects, wanted.project);
  for (const row of project) if (row.workflow !== null) wanted.workflow.add(row.workflow);
  const workspace = await list('workspace', loadWorkspaces, wanted.workspace);
  for (const row of workspace) wanted.workflow.add(row.defaultWorkflow);

  const rows: LoadedRows = {
    workspace,
    user: await list('user', loadUsers, wanted.user),
    project,
    severity: await list('severity', loadSeverities, wanted.severity),
    tag: await list('tag', loadTags, wanted.tag),
    workflow: await list('workflow', loadWorkflows, wanted.workflow),
    rule,
    issue,
    comment,
    assignment,
    notification,
    relation,
    attachment,
    view: await list('view', loadViews, wanted.view),
  };
  return { rows, found: [...found, ...assignmentsFound(issue, newest)] };

  async function list<Row>(
    table: TableName,
    load: LoadTable<Row>,
    ids: ReadonlySet<string>,
  ): Promise<readonly Row[]> {
    const missing = [...ids].filter((id) => !isKnown(table, id));
    return missing.length === 0 ? [] : load(db, dialect, missing, numbers);
  }
}

function assignmentsFound(
  issues: readonly Issue[],
  newest: readonly { readonly value: string; readonly id: string }[],
): readonly Found[] {
  const byIssue = new Map(newest.map(({ value, id }) => [value, id]));
  return issues.map(({ id }) => ({
    lookup: { find: 'assignment', by: 'issue', value: id },
    id: byIssue.get(id),
  }));
}

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map(({ id }) => id);
}

function wantedIds({ rows = {} }: Needs): { readonly [T in TableName]: Set<string> } {
  return {
    workspace: new Set([WORKSPACE_ID, ...(rows.workspace ?? [])]),
    user: new Set(rows.user),
    project: new Set(rows.project),
    severity: new Set(rows.severity),
    tag: new Set(rows.tag),
    workflow: new Set(rows.workflow),
    rule: new Set(rows.rule),
    issue: new Set(rows.issue),
    comment: new Set(rows.comment),
    assignment: new Set(rows.assignment),
    notification: new Set(rows.notification),
    relation: new Set(rows.relation),
    attachment: new Set(rows.attachment),
    view: new Set(rows.view),
  };
}

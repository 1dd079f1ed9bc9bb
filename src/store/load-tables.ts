import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import type { TagId, UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Notification } from '#domain/notification/notification.ts';
import type { Project } from '#domain/project/project.ts';
import type { AssignmentRule } from '#domain/rule/assignment-rule.ts';
import type { Severity } from '#domain/severity/severity.ts';
import type { Tag } from '#domain/tag/tag.ts';
import type { User } from '#domain/user/user.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import type { Workspace } from '#domain/workspace.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Numbers } from './numbers.ts';
import { issueOf, selectIssues } from './rows/issue-row.ts';
import { assignmentOf, commentOf } from './rows/part-rows.ts';
import {
  notificationOf,
  projectOf,
  ruleOf,
  severityOf,
  tagOf,
  userOf,
  workflowOf,
  workspaceOf,
} from './rows/record-rows.ts';
import type { Read } from './tables.ts';

/**
 * Whole rows by id, one query for however many. Ids that do not exist are left out. `numbers` learns
 * what rows that point to these copy, so that writing such rows need not look it up.
 */
export type LoadTable<Row> = (
  db: Read,
  dialect: Dialect,
  ids: readonly string[],
  numbers?: Numbers,
) => Promise<readonly Row[]>;

export const loadWorkspaces: LoadTable<Workspace> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('workspace')
      .selectAll()
      .where(among(dialect, 'id', ids))
      .execute()
  ).map(workspaceOf);

export const loadUsers: LoadTable<User> = async (db, dialect, ids, numbers) => {
  const rows = await db
    .selectFrom('user')
    .selectAll()
    .where(among(dialect, 'id', ids))
    .execute();
  for (const { id, n, username } of rows) numbers?.set('user', id, { n, username });
  return rows.map(userOf);
};

export const loadTags: LoadTable<Tag> = async (db, dialect, ids, numbers) => {
  const rows = await db
    .selectFrom('tag')
    .selectAll()
    .where(among(dialect, 'id', ids))
    .execute();
  for (const { id, n } of rows) numbers?.set('tag', id, { n });
  return rows.map(tagOf);
};

export const loadWorkflows: LoadTable<Workflow> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('workflow')
      .selectAll()
      .where(among(dialect, 'id', ids))
      .execute()
  ).map(workflowOf);

export const loadSeverities: LoadTable<Severity> = async (db, dialect, ids, numbers) => {
  const rows = await db
    .selectFrom('severity')
    .leftJoin('user as author', 'author.n', 'severity.author')
    .selectAll('severity')
    .select('author.id as author_id')
    .where(among(dialect, 'severity.id', ids))
    .execute();
  for (const { id, n, rank } of rows) numbers?.set('severity', id, { n, rank });
  return rows.map(severityOf);
};

export const loadProjects: LoadTable<Project> = async (db, dialect, ids, numbers) => {
  const rows = await db
    .selectFrom('project')
    .selectAll()
    .where(among(dialect, 'id', ids))
    .execute();
  if (rows.length === 0) return [];
  for (const { id, n, key } of rows) numbers?.set('project', id, { n, key });
  const members = await db
    .selectFrom('project_member')
    .innerJoin('user', 'user.n', 'project_member.user')
    .select(['project_member.project as owner', 'user.id'])
    .where(among(dialect, 'project_member.project', numbersOf(rows, 'n')))
    .orderBy('project_member.user')
    .execute();
  const byProject = idsByOwner<UserId>(members);
  return rows.map((row) => projectOf(row, byProject(row.n)));
};

export const loadRules: LoadTable<AssignmentRule> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('rule')
      .innerJoin('project', 'project.n', 'rule.project')
      .selectAll('rule')
      .select('project.id as project_id')
      .where(among(dialect, 'rule.id', ids))
      .execute()
  ).map(ruleOf);

export const loadIssues: LoadTable<Issue> = async (db, dialect, ids, numbers) => {
  const rows = await selectIssues(db)
    .select(['issue.status', 'issue_text.import_mark'])
    .where(among(dialect, 'issue.id', ids))
    .execute();
  if (rows.length === 0) return [];
  for (const { id, seq, status, status_name } of rows) {
    numbers?.set('issue', id, { seq });
    numbers?.set('state', status_name, { n: status });
  }
  const seqs = numbersOf(rows, 'seq');
  const tags = await db
    .selectFrom('issue_tag')
    .innerJoin('tag', 'tag.n', 'issue_tag.tag')
    .select(['issue_tag.issue as owner', 'tag.id'])
    .where(among(dialect, 'issue_tag.issue', seqs))
    .orderBy('issue_tag.tag')
    .execute();
  const watchers = await db
    .selectFrom('watcher')
    .innerJoin('user', 'user.n', 'watcher.user')
    .select(['watcher.issue as owner', 'user.id'])
    .where(among(dialect, 'watcher.issue', seqs))
    .orderBy('watcher.user')
    .execute();
  const tagsOf = idsByOwner<TagId>(tags);
  const watchersOf = idsByOwner<UserId>(watchers);
  return rows.map((row) => issueOf(row, tagsOf(row.seq), watchersOf(row.seq)));
};

export const loadComments: LoadTable<Comment> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('comment')
      .innerJoin('issue', 'issue.seq', 'comment.issue')
      .innerJoin('user as author', 'author.n', 'comment.author')
      .selectAll('comment')
      .select(['issue.id as issue_id', 'author.id as author_id'])
      .where(among(dialect, 'comment.id', ids))
      .execute()
  ).map(commentOf);

export const loadAssignments: LoadTable<Assignment> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('assignment')
      .innerJoin('issue', 'issue.seq', 'assignment.issue')
      .innerJoin('user as assignee', 'assignee.n', 'assignment.assignee')
      .innerJoin('user as assigner', 'assigner.n', 'assignment.assigned_by')
      .selectAll('assignment')
      .select(['issue.id as issue_id', 'assignee.id as assignee_id', 'assigner.id as assigner_id'])
      .where(among(dialect, 'assignment.id', ids))
      .execute()
  ).map(assignmentOf);

export const loadNotifications: LoadTable<Notification> = async (db, dialect, ids) =>
  (
    await db
      .selectFrom('notification')
      .innerJoin('issue', 'issue.seq', 'notification.issue')
      .innerJoin('user as recipient', 'recipient.n', 'notification.recipient')
      .innerJoin('user as actor', 'actor.n', 'notification.actor')
      .selectAll('notification')
      .select(['issue.id as issue_id', 'recipient.id as recipient_id', 'actor.id as actor_id'])
      .where(among(dialect, 'notification.id', ids))
      .execute()
  ).map(notificationOf);

function numbersOf<K extends string>(
  rows: readonly { readonly [P in K]: number }[],
  key: K,
): readonly number[] {
  return rows.map((row) => row[key]);
}

function idsByOwner<Id extends string>(
  rows: readonly { readonly owner: number; readonly id: string }[],
): (owner: number) => readonly Id[] {
  const lists = new Map<number, Id[]>();
  for (const { owner, id } of rows) {
    const list = lists.get(owner);
    if (list) list.push(id as Id);
    else lists.set(owner, [id as Id]);
  }
  return (owner) => lists.get(owner) ?? [];
}

import type {
  NotificationId,
  ProjectId,
  RuleId,
  SeverityId,
  TagId,
  UserId,
  WorkflowId,
} from '#domain/ids.ts';
import type { Notification, NotificationKind } from '#domain/notification/notification.ts';
import type { Project, Visibility } from '#domain/project/project.ts';
import type { AssignmentRule } from '#domain/rule/assignment-rule.ts';
import type { Severity } from '#domain/severity/severity.ts';
import type { Tag } from '#domain/tag/tag.ts';
import { foldCase } from '#domain/text.ts';
import type { Role, User } from '#domain/user/user.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import type { Workspace } from '#domain/workspace.ts';
import type { NotificationTable } from '../issue-tables.ts';
import type { Numbers } from '../numbers.ts';
import type { Flag } from '../stamps.ts';
import type {
  ProjectTable,
  RuleTable,
  SeverityTable,
  TagTable,
  UserTable,
  WorkflowTable,
  WorkspaceTable,
} from '../tables.ts';

/** Rows of managed records, to SQL (`…Columns`, without the number `n`) and back (`…Of`). */
interface Stamped {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

export function stampColumns({ createdAt, updatedAt, version }: Stamped) {
  return { created_at: createdAt, updated_at: updatedAt, version };
}

export function stampsOf(row: {
  created_at: number;
  updated_at: number;
  version: number;
}): Stamped {
  return { createdAt: row.created_at, updatedAt: row.updated_at, version: row.version };
}

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

export function workspaceColumns(workspace: Workspace): WorkspaceTable {
  return {
    id: workspace.id,
    name: workspace.name,
    default_workflow: workspace.defaultWorkflow,
    ...stampColumns(workspace),
  };
}

export function workspaceOf(row: WorkspaceTable): Workspace {
  return {
    id: row.id,
    name: row.name,
    defaultWorkflow: row.default_workflow as WorkflowId,
    ...stampsOf(row),
  };
}

export function userColumns(user: User): Omit<UserTable, 'n'> {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    email: user.email,
    email_fold: user.email === null ? null : foldCase(user.email),
    role: user.role,
    blocked: flag(user.blocked),
    password_hash: user.passwordHash,
    ...stampColumns(user),
  };
}

export function userOf(row: Omit<UserTable, 'n'>): User {
  return {
    id: row.id as UserId,
    username: row.username,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    blocked: row.blocked === 1,
    passwordHash: row.password_hash,
    ...stampsOf(row),
  };
}

export function projectColumns(project: Project): Omit<ProjectTable, 'n'> {
  return {
    id: project.id,
    key: project.key,
    name: project.name,
    description: project.description,
    visibility: project.visibility,
    workflow: project.workflow,
    archived: flag(project.archived),
    next_number: project.nextNumber,
    ...stampColumns(project),
  };
}

export function projectOf(row: ProjectTable, members: readonly UserId[]): Project {
  return {
    id: row.id as ProjectId,
    key: row.key,
    name: row.name,
    description: row.description,
    visibility: row.visibility as Visibility,
    members,
    workflow: row.workflow as WorkflowId | null,
    archived: row.archived === 1,
    nextNumber: row.next_number,
    ...stampsOf(row),
  };
}

export function severityColumns(severity: Severity, numbers: Numbers): Omit<SeverityTable, 'n'> {
  return {
    id: severity.id,
    level: severity.level,
    level_fold: foldCase(severity.level),
    description: severity.description,
    rank: severity.rank,
    colour: severity.colour,
    author: severity.author === null ? null : numbers.n('user', severity.author),
    ...stampColumns(severity),
  };
}

export function severityOf(row: SeverityTable & { readonly author_id: string | null }): Severity {
  return {
    id: row.id as SeverityId,
    level: row.level,
    description: row.description,
    rank: row.rank,
    colour: row.colour,
    author: row.author_id as UserId | null,
    ...stampsOf(row),
  };
}

export function tagColumns(tag: Tag): Omit<TagTable, 'n'> {
  return {
    id: tag.id,
    name: tag.name,
    name_fold: foldCase(tag.name),
    colour: tag.colour,
    ...stampColumns(tag),
  };
}

export function tagOf(row: TagTable): Tag {
  return { id: row.id as TagId, name: row.name, colour: row.colour, ...stampsOf(row) };
}

export function workflowColumns(workflow: Workflow): WorkflowTable {
  return {
    id: workflow.id,
    name: workflow.name,
    name_fold: foldCase(workflow.name),
    initial: workflow.initial,
    states: JSON.stringify(workflow.states),
    transitions: JSON.stringify(workflow.transitions),
    permissions: JSON.stringify(workflow.permissions),
    ...stampColumns(workflow),
  };
}

export function workflowOf(row: WorkflowTable): Workflow {
  return {
    id: row.id as WorkflowId,
    name: row.name,
    states: JSON.parse(row.states) as Workflow['states'],
    initial: row.initial,
    transitions: JSON.parse(row.transitions) as Workflow['transitions'],
    permissions: JSON.parse(row.permissions) as Workflow['permissions'],
    ...stampsOf(row),
  };
}

export function ruleColumns(rule: AssignmentRule, numbers: Numbers): RuleTable {
  return {
    id: rule.id,
    project: numbers.n('project', rule.project),
    name: rule.name,
    position: rule.order,
    condition: JSON.stringify(rule.when),
    candidates: JSON.stringify(rule.candidates),
    strategy: rule.strategy,
    enabled: flag(rule.enabled),
    ...stampColumns(rule),
  };
}

export function ruleOf(row: RuleTable & { readonly project_id: string }): AssignmentRule {
  return {
    id: row.id as RuleId,
    project: row.project_id as ProjectId,
    name: row.name,
    order: row.position,
    when: JSON.parse(row.condition) as AssignmentRule['when'],
    candidates: JSON.parse(row.candidates) as AssignmentRule['candidates'],
    strategy: row.strategy as AssignmentRule['strategy'],
    enabled: row.enabled === 1,
    ...stampsOf(row),
  };
}

export function notificationColumns(row: Notification, numbers: Numbers): NotificationTable {
  return {
    id: row.id,
    recipient: numbers.n('user', row.recipient),
    kind: row.kind,
    issue: numbers.seq(row.issue),
    actor: numbers.n('user', row.actor),
    message: row.message,
    read_at: row.readAt,
    ...stampColumns(row),
  };
}

export function notificationOf(
  row: NotificationTable & {
    readonly recipient_id: string;
    readonly issue_id: string;
    readonly actor_id: string;
  },
): Notification {
  return {
    id: row.id as NotificationId,
    recipient: row.recipient_id as UserId,
    kind: row.kind as NotificationKind,
    issue: row.issue_id as Notification['issue'],
    actor: row.actor_id as UserId,
    message: row.message,
    readAt: row.read_at,
    ...stampsOf(row),
  };
}

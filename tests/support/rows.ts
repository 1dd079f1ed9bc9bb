import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Attachment } from '#domain/attachment/attachment.ts';
import type { CommandId, ProjectId, SeverityId, UserId, WorkflowId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Notification } from '#domain/notification/notification.ts';
import type { Project } from '#domain/project/project.ts';
import type { Relation } from '#domain/relation/relation.ts';
import type { AssignmentRule } from '#domain/rule/assignment-rule.ts';
import type { Severity } from '#domain/severity/severity.ts';
import type { Tag } from '#domain/tag/tag.ts';
import type { User } from '#domain/user/user.ts';
import type { View } from '#domain/view/view.ts';
import { PRESETS, type PresetName } from '#domain/workflow/presets.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import { WORKSPACE_ID, type Workspace } from '#domain/workspace.ts';

/*
 * Rows for tests of the domain: valid as they stand, each field to be overridden. Time stands still
 * at NOW, and ids spell their name, so that a failure can be read.
 */

export const NOW = Date.UTC(2026, 2, 14, 9, 26, 53);

/** The id that spells `name` (at most 10 ASCII characters) in hexadecimal. */
export function idOf<T extends string>(name: string): T {
  if (name.length > 10) throw new Error(`“${name}” has more than 10 characters.`);
  const hex = Buffer.from(name, 'ascii').toString('hex').padEnd(20, '0');
  return `${hex.slice(12)}-0000-7000-8000-${hex.slice(0, 12)}` as T;
}

const stamps = { createdAt: NOW, updatedAt: NOW, version: 1 };

export function aUser(over: Partial<User> & Pick<User, 'username'>): User {
  return {
    id: idOf<UserId>(over.username),
    name: `${over.username.charAt(0).toUpperCase()}${over.username.slice(1)}`,
    email: null,
    role: 'tester',
    blocked: false,
    passwordHash: null,
    ...stamps,
    ...over,
  };
}

export function aProject(over: Partial<Project> = {}): Project {
  const key = over.key ?? 'PAY';
  return {
    id: idOf<ProjectId>(key),
    key,
    name: 'Payments',
    description: '',
    visibility: 'public',
    members: [],
    workflow: null,
    archived: false,
    nextNumber: 1,
    ...stamps,
    ...over,
  };
}

export function aWorkflow(preset: PresetName = 'standard', over: Partial<Workflow> = {}): Workflow {
  return { id: idOf<WorkflowId>(preset), ...PRESETS[preset], ...stamps, ...over };
}

export function aSeverity(over: Partial<Severity> & Pick<Severity, 'level'>): Severity {
  return {
    id: idOf<SeverityId>(over.level),
    description: '',
    rank: 1,
    colour: '#b43d08',
    author: null,
    ...stamps,
    ...over,
  };
}

export function aTag(over: Partial<Tag> & Pick<Tag, 'name'>): Tag {
  return { id: idOf<Tag['id']>(over.name), colour: '#105e92', ...stamps, ...over };
}

export function anIssue(over: Partial<Issue> = {}): Issue {
  const number = over.number ?? 1;
  return {
    id: idOf<Issue['id']>(`issue${number}`),
    project: idOf<ProjectId>('PAY'),
    number,
    type: 'bug',
    title: 'Total is wrong',
    description: 'The total does not add up.',
    bug: null,
    severity: idOf<SeverityId>('Major'),
    priority: 'medium',
    status: 'open',
    category: 'todo',
    reporter: idOf<UserId>('rita'),
    assignee: null,
    resolution: null,
    resolutionNote: null,
    fixedIn: null,
    duplicateOf: null,
    tags: [],
    watchers: [],
    confidential: false,
    dueDate: null,
    assessedAt: null,
    resolvedAt: null,
    closedAt: null,
    external: null,
    importMark: null,
    ...stamps,
    ...over,
  };
}

export function anAssignment(over: Partial<Assignment> & Pick<Assignment, 'assignee'>): Assignment {
  return {
    id: idOf<Assignment['id']>('turn'),
    issue: idOf<Issue['id']>('issue1'),
    assignedBy: over.assignee,
    assignedAt: NOW,
    status: 'pending',
    endedAt: null,
    rule: null,
    ...stamps,
    ...over,
  };
}

export function aRule(over: Partial<AssignmentRule> = {}): AssignmentRule {
  return {
    id: idOf<AssignmentRule['id']>('rule'),
    project: idOf<ProjectId>('PAY'),
    name: 'Everything to developers',
    order: 1,
    when: { severities: [], tags: [], type: null, text: '' },
    candidates: { users: [], roles: ['developer'] },
    strategy: 'least-loaded',
    enabled: true,
    ...stamps,
    ...over,
  };
}

export function aRelation(over: Partial<Relation> = {}): Relation {
  return {
    id: idOf<Relation['id']>('relation'),
    issue: idOf<Issue['id']>('issue1'),
    other: idOf<Issue['id']>('issue2'),
    kind: 'relates',
    author: idOf<UserId>('rita'),
    ...stamps,
    ...over,
  };
}

export function anAttachment(over: Partial<Attachment> = {}): Attachment {
  return {
    id: idOf<Attachment['id']>('file'),
    issue: idOf<Issue['id']>('issue1'),
    comment: null,
    name: 'screen.png',
    mime: 'image/png',
    size: 2048,
    sha256: 'a1'.repeat(32),
    author: idOf<UserId>('rita'),
    ...stamps,
    ...over,
  };
}

export function aView(over: Partial<View> = {}): View {
  return {
    id: idOf<View['id']>('view'),
    name: 'My open bugs',
    query: 'is:open assignee:me',
    columns: ['key', 'title'],
    grouping: 'none',
    layout: 'list',
    owner: idOf<UserId>('rita'),
    shared: false,
    ...stamps,
    ...over,
  };
}

export function aNotification(over: Partial<Notification> = {}): Notification {
  return {
    id: idOf<Notification['id']>('note'),
    recipient: idOf<UserId>('rita'),
    kind: 'commented',
    issue: idOf<Issue['id']>('issue1'),
    actor: idOf<UserId>('ana'),
    message: 'Ana commented',
    readAt: null,
    ...stamps,
    ...over,
  };
}

export function aWorkspace(over: Partial<Workspace> = {}): Workspace {
  return {
    id: WORKSPACE_ID,
    name: 'Tidewater',
    defaultWorkflow: idOf<WorkflowId>('standard'),
    ...stamps,
    ...over,
  };
}

export const COMMAND = idOf<CommandId>('command');

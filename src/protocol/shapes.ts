import { z } from 'zod';
import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import { ISSUE_TYPES, PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import { VISIBILITIES } from '#domain/project/project.ts';
import { ROLES } from '#domain/user/user.ts';
import { CATEGORIES, GUARDS, workflowDefinition } from '#domain/workflow/workflow.ts';

/*
 * The shapes that cross a process or the network, as spec/api.md lays them out: camelCase, times as
 * ISO-8601 UTC with milliseconds, people and severities embedded so that a row needs no second call.
 */

const time = z.string();
const id = z.string();

/** Whether the caller may do something; where not, why not and what would mend it. */
export const permissionShape = z.object({ open: z.boolean(), reason: z.string().nullable() });
export type PermissionShape = z.infer<typeof permissionShape>;

export const personShape = z.object({ id, username: z.string(), name: z.string() });
export type PersonShape = z.infer<typeof personShape>;

export const userShape = personShape.extend({
  /** To oneself and to admins alone; null for everybody else. */
  email: z.string().nullable(),
  role: z.enum(ROLES),
  blocked: z.boolean(),
  hasPassword: z.boolean(),
  createdAt: time,
  updatedAt: time,
  version: z.number(),
});
export type UserShape = z.infer<typeof userShape>;

export const severityRef = z.object({
  id,
  level: z.string(),
  rank: z.number(),
  colour: z.string(),
});
export type SeverityRef = z.infer<typeof severityRef>;

export const severityShape = severityRef.extend({
  description: z.string(),
  author: personShape.nullable(),
  /** Issues that the caller sees. */
  issueCount: z.number(),
  mayChange: permissionShape,
});
export type SeverityShape = z.infer<typeof severityShape>;

export const tagRef = z.object({ id, name: z.string(), colour: z.string() });
export type TagRef = z.infer<typeof tagRef>;
export const tagShape = tagRef.extend({ issueCount: z.number() });
export type TagShape = z.infer<typeof tagShape>;

export const projectRef = z.object({ id, key: z.string(), name: z.string() });
export type ProjectRef = z.infer<typeof projectRef>;

export const projectShape = projectRef.extend({
  description: z.string(),
  visibility: z.enum(VISIBILITIES),
  workflow: z.object({ id, name: z.string() }),
  /** false: it follows the workspace's default. */
  ownWorkflow: z.boolean(),
  archived: z.boolean(),
  members: z.array(personShape),
  issueCount: z.number(),
  openCount: z.number(),
  mayChange: permissionShape,
  mayCreateIssue: permissionShape,
  createdAt: time,
  updatedAt: time,
});
export type ProjectShape = z.infer<typeof projectShape>;

export const workflowShape = workflowDefinition.extend({ id, isDefault: z.boolean() });
export type WorkflowShape = z.infer<typeof workflowShape>;

export const bugShape = z.object({
  stepsToReproduce: z.string(),
  expected: z.string(),
  actual: z.string(),
  frequency: z.enum(FREQUENCIES),
  environment: z.record(z.string(), z.string()),
  author: personShape,
});

const status = z.object({ name: z.string(), label: z.string(), category: z.enum(CATEGORIES) });

/** What a list, a board and an inbox show of an issue. */
export const issueRow = z.object({
  id,
  key: z.string(),
  title: z.string(),
  type: z.enum(ISSUE_TYPES),
  status,
  severity: severityRef,
  priority: z.enum(PRIORITIES),
  assignee: personShape.nullable(),
  reporter: personShape,
  tags: z.array(tagRef),
  resolution: z.enum(RESOLUTIONS).nullable(),
  confidential: z.boolean(),
  commentCount: z.number(),
  dueDate: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  version: z.number(),
});
export type IssueRow = z.infer<typeof issueRow>;

/** The whole issue as spec/api.md shows it to programs. */
export const issueShape = z.object({
  id,
  key: z.string(),
  number: z.number(),
  project: projectRef,
  type: z.enum(ISSUE_TYPES),
  title: z.string(),
  description: z.string(),
  severity: severityRef,
  priority: z.enum(PRIORITIES),
  status: z.string(),
  reporter: personShape,
  assignee: personShape.nullable(),
  resolution: z.enum(RESOLUTIONS).nullable(),
  resolutionNote: z.string().nullable(),
  fixedIn: z.string().nullable(),
  duplicateOf: z.object({ id, key: z.string() }).nullable(),
  tags: z.array(tagRef),
  bug: bugShape.nullable(),
  confidential: z.boolean(),
  watching: z.boolean(),
  commentCount: z.number(),
  dueDate: z.string().nullable(),
  assessedAt: time.nullable(),
  external: z.object({ source: z.string(), id: z.string(), url: z.string().nullable() }).nullable(),
  createdAt: time,
  updatedAt: time,
  resolvedAt: time.nullable(),
  closedAt: time.nullable(),
  version: z.number(),
});
export type IssueShape = z.infer<typeof issueShape>;

/** One move of the state machine as `openMoves` of the domain judges it for the caller. */
export const moveShape = z.object({
  to: z.string(),
  label: z.string(),
  name: z.string().nullable(),
  category: z.enum(CATEGORIES),
  open: z.boolean(),
  reason: z.string().nullable(),
  require: z.array(z.enum(GUARDS)),
  missing: z.array(z.enum(GUARDS)),
});
export type MoveShape = z.infer<typeof moveShape>;

export const assignmentShape = z.object({
  id,
  issue: id,
  assignee: personShape,
  assignedBy: personShape,
  assignedAt: time,
  status: z.enum(ASSIGNMENT_STATUSES),
  endedAt: time.nullable(),
  rule: z.object({ id, name: z.string() }).nullable(),
});
export type AssignmentShape = z.infer<typeof assignmentShape>;

export const commentShape = z.object({
  id,
  issue: id,
  author: personShape,
  content: z.string(),
  createdAt: time,
  updatedAt: time,
  editedAt: time.nullable(),
});
export type CommentShape = z.infer<typeof commentShape>;

export const activityShape = z.object({
  id,
  kind: z.enum(ACTIVITY_KINDS),
  actor: personShape,
  at: time,
  field: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type ActivityShape = z.infer<typeof activityShape>;

/** One timeline: activity and comments, oldest first. */
export const timelineEntry = z.discriminatedUnion('entry', [
  z.object({ entry: z.literal('activity'), activity: activityShape }),
  z.object({ entry: z.literal('comment'), comment: commentShape }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const notificationShape = z.object({
  id,
  kind: z.enum(NOTIFICATION_KINDS),
  issue: z.object({ id, key: z.string(), title: z.string(), status }),
  actor: personShape,
  message: z.string(),
  createdAt: time,
  readAt: time.nullable(),
});
export type NotificationShape = z.infer<typeof notificationShape>;

export const ruleShape = z.object({
  id,
  project: id,
  name: z.string(),
  order: z.number(),
  strategy: z.string(),
  enabled: z.boolean(),
});

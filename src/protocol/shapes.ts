import { z } from 'zod';
import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import { ISSUE_TYPES, PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import { VISIBILITIES } from '#domain/project/project.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import { STRATEGIES } from '#domain/rule/assignment-rule.ts';
import { ROLES } from '#domain/user/user.ts';
import { GROUPINGS, LAYOUTS, LIST_COLUMNS } from '#domain/view/view.ts';
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
  version: z.int(),
});
export type UserShape = z.infer<typeof userShape>;

export const severityRef = z.object({
  id,
  level: z.string(),
  rank: z.int(),
  colour: z.string(),
});
export type SeverityRef = z.infer<typeof severityRef>;

export const severityShape = severityRef.extend({
  description: z.string(),
  author: personShape.nullable(),
  /** Issues that the caller sees. */
  issueCount: z.int(),
  mayChange: permissionShape,
});
export type SeverityShape = z.infer<typeof severityShape>;

export const tagRef = z.object({ id, name: z.string(), colour: z.string() });
export type TagRef = z.infer<typeof tagRef>;
export const tagShape = tagRef.extend({ issueCount: z.int() });
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
  issueCount: z.int(),
  openCount: z.int(),
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
  commentCount: z.int(),
  dueDate: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  version: z.int(),
});
export type IssueRow = z.infer<typeof issueRow>;

/** The whole issue as spec/api.md shows it to programs. */
export const issueShape = z.object({
  id,
  key: z.string(),
  number: z.int(),
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
  commentCount: z.int(),
  attachmentCount: z.int(),
  dueDate: z.string().nullable(),
  assessedAt: time.nullable(),
  external: z.object({ source: z.string(), id: z.string(), url: z.string().nullable() }).nullable(),
  createdAt: time,
  updatedAt: time,
  resolvedAt: time.nullable(),
  closedAt: time.nullable(),
  version: z.int(),
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
  project: projectRef,
  name: z.string(),
  /** Rules are tried in rising order, then by id. */
  order: z.int(),
  when: z.object({
    severities: z.array(id),
    tags: z.array(id),
    type: z.enum(ISSUE_TYPES).nullable(),
    text: z.string(),
  }),
  candidates: z.object({ users: z.array(id), roles: z.array(z.enum(ROLES)) }),
  strategy: z.enum(STRATEGIES),
  enabled: z.boolean(),
  createdAt: time,
  updatedAt: time,
  version: z.int(),
});
export type RuleShape = z.infer<typeof ruleShape>;

/** An issue where another thing names it. */
export const issueRef = z.object({ id, key: z.string(), title: z.string() });
export type IssueRef = z.infer<typeof issueRef>;

/** `issue` blocks, duplicates or relates to `other`; the caller sees both. */
export const relationShape = z.object({
  id,
  kind: z.enum(RELATION_KINDS),
  issue: issueRef,
  other: issueRef,
});
export type RelationShape = z.infer<typeof relationShape>;

export const attachmentShape = z.object({
  id,
  issue: id,
  /** null: attached to the issue itself. */
  comment: id.nullable(),
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.number(),
  sha256: z.string(),
  author: personShape,
  createdAt: time,
});
export type AttachmentShape = z.infer<typeof attachmentShape>;

export const viewShape = z.object({
  id,
  name: z.string(),
  query: z.string(),
  columns: z.array(z.enum(LIST_COLUMNS)),
  grouping: z.enum(GROUPINGS),
  layout: z.enum(LAYOUTS),
  owner: personShape,
  shared: z.boolean(),
  createdAt: time,
  updatedAt: time,
  version: z.int(),
});
export type ViewShape = z.infer<typeof viewShape>;

/** An issue that may tell of the same; `score` is 1 where it holds every word that was asked for. */
export const similarShape = z.object({ issue: issueRef, status, score: z.number() });
export type SimilarShape = z.infer<typeof similarShape>;

/** How many issues there are, by status and by severity. */
export const summaryShape = z.object({
  total: z.int(),
  open: z.int(),
  byStatus: z.array(status.extend({ count: z.int() })),
  bySeverity: z.array(z.object({ severity: severityRef, count: z.int(), open: z.number() })),
});
export type SummaryShape = z.infer<typeof summaryShape>;

/** `open`: at the end of the day. */
export const flowDayShape = z.object({
  day: z.string(),
  created: z.int(),
  resolved: z.int(),
  open: z.int(),
});
export type FlowDayShape = z.infer<typeof flowDayShape>;

/** `workload`: the sum of the severities' weights, as assignment rules balance it. */
export const workloadShape = z.object({
  person: personShape,
  open: z.int(),
  workload: z.int(),
});
export type WorkloadShape = z.infer<typeof workloadShape>;

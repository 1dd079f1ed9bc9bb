import { z } from 'zod';

/** A UUIDv7 (RFC 9562) in lower case with hyphens; branded so that ids of different things never mix. */
type Id<Brand extends string> = string & { readonly __id: Brand };

export type UserId = Id<'user'>;
export type ProjectId = Id<'project'>;
export type SeverityId = Id<'severity'>;
export type TagId = Id<'tag'>;
export type WorkflowId = Id<'workflow'>;
export type IssueId = Id<'issue'>;
export type CommentId = Id<'comment'>;
export type AssignmentId = Id<'assignment'>;
export type RuleId = Id<'rule'>;
export type NotificationId = Id<'notification'>;
export type RelationId = Id<'relation'>;
export type AttachmentId = Id<'attachment'>;
export type ViewId = Id<'view'>;
export type ActivityId = Id<'activity'>;
export type CommandId = Id<'command'>;

/** Milliseconds since 1970-01-01 UTC. Every face shows it as ISO-8601 with milliseconds. */
export type Instant = number;
/** A calendar day without a time, `YYYY-MM-DD`. */
export type Day = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function idSchema<T extends string>(what: string) {
  return z
    .string()
    .toLowerCase()
    .regex(UUID, `The id of ${what} is not a UUID.`)
    .transform((value) => value as T);
}

export const userId = idSchema<UserId>('a person');
export const projectId = idSchema<ProjectId>('a project');
export const severityId = idSchema<SeverityId>('a severity');
export const tagId = idSchema<TagId>('a tag');
export const workflowId = idSchema<WorkflowId>('a workflow');
export const issueId = idSchema<IssueId>('an issue');
export const commentId = idSchema<CommentId>('a comment');
export const assignmentId = idSchema<AssignmentId>('an assignment');
export const ruleId = idSchema<RuleId>('an assignment rule');
export const notificationId = idSchema<NotificationId>('a notification');
export const relationId = idSchema<RelationId>('a relation');
export const attachmentId = idSchema<AttachmentId>('an attachment');
export const viewId = idSchema<ViewId>('a saved view');
export const activityId = idSchema<ActivityId>('an activity entry');
export const commandId = idSchema<CommandId>('a command');

/** The last 12 digits of an id: the upper 32 bits tell commands apart, the lower 16 count. */
const COUNT = 2 ** 16;
const SPREAD = 2 ** 32;
/** Odd, so that multiplying by them permutes what they are added to. */
const STRIDE = 0x9e3779b9;
const MIX = 0x85ebca6b;

/**
 * The id of the `ordinal`-th thing that a command makes by itself (an activity entry, a
 * notification, an assignment by a rule). Derived, not drawn, so that every process that decides
 * the same command makes the same ids (design: all randomness comes in with the command). An import
 * derives the ids of an issue's parts from the issue, so that the same row brings the same ones.
 */
export function deriveId<T extends string>(seed: CommandId | IssueId, ordinal: number): T {
  const page = Math.floor(ordinal / COUNT) + 1;
  const drawn = Number.parseInt(seed.slice(24, 32), 16);
  const counted = Number.parseInt(seed.slice(32), 16);
  const upper = (drawn + STRIDE * page + MIX * counted) % SPREAD;
  const tail =
    upper.toString(16).padStart(8, '0') + (ordinal % COUNT).toString(16).padStart(4, '0');
  return `${seed.slice(0, 24)}${tail}` as T;
}

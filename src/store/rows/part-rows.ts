import type { Activity, ActivityKind } from '#domain/activity/activity.ts';
import type { Assignment, AssignmentStatus } from '#domain/assignment/assignment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import type { ActivityId, AssignmentId, CommentId, IssueId, RuleId, UserId } from '#domain/ids.ts';
import type { ActivityTable, AssignmentTable, CommentTable } from '../issue-tables.ts';
import type { Numbers } from '../numbers.ts';
import { stampColumns, stampsOf } from './record-rows.ts';

export function commentColumns(comment: Comment, numbers: Numbers): Omit<CommentTable, 'seq'> {
  return {
    id: comment.id,
    issue: numbers.seq(comment.issue),
    author: numbers.n('user', comment.author),
    content: comment.content,
    edited_at: comment.editedAt,
    ...stampColumns(comment),
  };
}

export function commentOf(
  row: CommentTable & { readonly issue_id: string; readonly author_id: string },
): Comment {
  return {
    id: row.id as CommentId,
    issue: row.issue_id as IssueId,
    author: row.author_id as UserId,
    content: row.content,
    editedAt: row.edited_at,
    ...stampsOf(row),
  };
}

export function assignmentColumns(assignment: Assignment, numbers: Numbers): AssignmentTable {
  return {
    id: assignment.id,
    issue: numbers.seq(assignment.issue),
    assignee: numbers.n('user', assignment.assignee),
    assigned_by: numbers.n('user', assignment.assignedBy),
    assigned_at: assignment.assignedAt,
    status: assignment.status,
    ended_at: assignment.endedAt,
    rule: assignment.rule,
    ...stampColumns(assignment),
  };
}

export function assignmentOf(
  row: AssignmentTable & {
    readonly issue_id: string;
    readonly assignee_id: string;
    readonly assigner_id: string;
  },
): Assignment {
  return {
    id: row.id as AssignmentId,
    issue: row.issue_id as IssueId,
    assignee: row.assignee_id as UserId,
    assignedBy: row.assigner_id as UserId,
    assignedAt: row.assigned_at,
    status: row.status as AssignmentStatus,
    endedAt: row.ended_at,
    rule: row.rule as RuleId | null,
    ...stampsOf(row),
  };
}

export function activityColumns(entry: Activity, numbers: Numbers): ActivityTable {
  return {
    issue: numbers.seq(entry.issue),
    at: entry.at,
    id: entry.id,
    kind: entry.kind,
    actor: numbers.n('user', entry.actor),
    field: entry.field,
    from_text: entry.from,
    to_text: entry.to,
  };
}

export function activityOf(
  row: ActivityTable & { readonly actor_id: string },
  issue: IssueId,
): Activity {
  return {
    id: row.id as ActivityId,
    issue,
    kind: row.kind as ActivityKind,
    actor: row.actor_id as UserId,
    at: row.at,
    field: row.field,
    from: row.from_text,
    to: row.to_text,
  };
}

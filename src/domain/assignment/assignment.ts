import type { AssignmentId, Instant, IssueId, RuleId, UserId } from '../ids.ts';

export const ASSIGNMENT_STATUSES = ['pending', 'in_progress', 'completed'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** One person's turn at an issue. At most one per issue is not completed. */
export interface Assignment {
  readonly id: AssignmentId;
  readonly issue: IssueId;
  readonly assignee: UserId;
  readonly assignedBy: UserId;
  readonly assignedAt: Instant;
  readonly status: AssignmentStatus;
  readonly endedAt: Instant | null;
  /** The rule that chose the assignee; null when a person did. */
  readonly rule: RuleId | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

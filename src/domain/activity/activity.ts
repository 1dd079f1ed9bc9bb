import type { ActivityId, Instant, IssueId, UserId } from '../ids.ts';

export const ACTIVITY_KINDS = [
  'created',
  'imported',
  'edited',
  'bug-added',
  'bug-edited',
  'bug-removed',
  'tagged',
  'untagged',
  'transitioned',
  'assigned',
  'unassigned',
  'commented',
  'comment-edited',
  'comment-deleted',
  'related',
  'unrelated',
  'attached',
  'detached',
  'unassignable',
  'deleted',
  /** A change that the source of an import told; the fold ignores it. */
  'history',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/**
 * One entry of the append-only record of what happened to an issue. `from` and `to` are shown text
 * (usernames, levels, states, days), true when it happened; a long text has `from` alone, since its
 * newest value is the row (design: The house).
 */
export interface Activity {
  readonly id: ActivityId;
  readonly issue: IssueId;
  readonly kind: ActivityKind;
  readonly actor: UserId;
  readonly at: Instant;
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether `from` and `to` are ids of issues, which a face shows as keys, to those who see them. */
export function namesIssues({ kind, field }: Pick<Activity, 'kind' | 'field'>): boolean {
  if (kind === 'related' || kind === 'unrelated') return true;
  return field === 'duplicateOf' && kind !== 'history';
}

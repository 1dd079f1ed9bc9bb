import type { Instant, IssueId, RelationId, UserId } from '../ids.ts';

export const RELATION_KINDS = ['blocks', 'duplicates', 'relates'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** `issue` blocks, duplicates or relates to `other`; it is said of `issue`, whose version it grows. */
export interface Relation {
  readonly id: RelationId;
  readonly issue: IssueId;
  readonly other: IssueId;
  readonly kind: RelationKind;
  readonly author: UserId;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** How the activity calls a relation: at the issue that it is said of, and at the other end. */
export const RELATION_FIELDS = {
  blocks: { issue: 'blocks', other: 'blockedBy' },
  duplicates: { issue: 'duplicates', other: 'duplicatedBy' },
  relates: { issue: 'relates', other: 'relates' },
} as const satisfies Readonly<Record<RelationKind, { issue: string; other: string }>>;

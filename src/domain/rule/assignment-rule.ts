import { z } from 'zod';
import { type Instant, type ProjectId, type RuleId, severityId, tagId, userId } from '../ids.ts';
import { ISSUE_TYPES } from '../issue/issue.ts';
import { nameText } from '../text.ts';
import { ROLES, role } from '../user/user.ts';

export const STRATEGIES = ['least-loaded', 'round-robin'] as const;

/** When a rule matches: every given condition must hold; an empty list asks nothing. */
export const ruleCondition = z.strictObject({
  severities: z.array(severityId).max(100).readonly(),
  tags: z.array(tagId).max(100).readonly(),
  type: z.enum(ISSUE_TYPES).nullable(),
  /** Found, ignoring case and marks, in title, description or bug details; empty asks nothing. */
  text: z.string().max(200),
});
export const ruleCandidates = z.strictObject({
  users: z.array(userId).max(1000).readonly(),
  roles: z.array(role).max(ROLES.length).readonly(),
});
export const ruleName = nameText('The rule name', 1, 120);
export const ruleOrder = z.int().min(0).max(1_000_000);
export const ruleStrategy = z.enum(STRATEGIES);

export type RuleCondition = z.infer<typeof ruleCondition>;
export type RuleCandidates = z.infer<typeof ruleCandidates>;

export interface AssignmentRule {
  readonly id: RuleId;
  readonly project: ProjectId;
  readonly name: string;
  /** Rules are tried in rising order, then by id. */
  readonly order: number;
  readonly when: RuleCondition;
  readonly candidates: RuleCandidates;
  readonly strategy: (typeof STRATEGIES)[number];
  readonly enabled: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

import { z } from 'zod';
import type { Instant, SeverityId, UserId } from '../ids.ts';
import { bodyText, nameText } from '../text.ts';

/** One entry of the managed list; rank 1 is the gravest. */
export interface Severity {
  readonly id: SeverityId;
  readonly level: string;
  readonly description: string;
  readonly rank: number;
  /** `#rrggbb`. */
  readonly colour: string;
  /** null for the five that a workspace starts with. */
  readonly author: UserId | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const colour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'A colour is written #rrggbb, such as #b43d08.');
export const severityLevel = nameText('The severity level', 1, 40);
export const severityDescription = bodyText('The severity description', 4);
export const severityRank = z.int().min(1).max(1000);

/** What a new workspace starts with (spec: Entities, Severity). Colours are those of the light theme. */
export const FIRST_SEVERITIES = [
  { level: 'Blocker', description: 'Work or release cannot go on.', colour: '#760938' },
  { level: 'Critical', description: 'Data is lost, or a main function fails.', colour: '#b43d08' },
  { level: 'Major', description: 'A function fails, and a way around exists.', colour: '#b27901' },
  { level: 'Minor', description: 'An inconvenience.', colour: '#105e92' },
  { level: 'Trivial', description: 'Looks or wording.', colour: '#7e817d' },
] as const;

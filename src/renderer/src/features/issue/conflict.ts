import { z } from 'zod';
import type { Rejection } from '#domain/rejection.ts';

const conflictDetail = z.object({
  field: z.string(),
  yours: z.unknown(),
  theirs: z.unknown(),
  by: z.string().nullable(),
  at: z.number(),
});

/** One field that somebody changed while it was being edited here (spec: Two people, one field). */
export interface Conflict {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
  /** Id of the person who wrote `theirs`; null where nobody knows. */
  readonly by: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** The conflict that a refusal tells of; undefined for every other refusal. */
export function conflictOf(refused: Rejection): Conflict | undefined {
  if (refused.code !== 'CONFLICT') return undefined;
  return z.array(conflictDetail).min(1).safeParse(refused.details).data?.[0];
}

import type { DomainEvent } from '../event.ts';
import type { Instant, SeverityId } from '../ids.ts';
import type { Question, ReadState } from '../state.ts';
import type { Severity } from './severity.ts';

/** What a command must ask that changes the order of severities. */
export const BY_RANK = { ask: 'severitiesByRank', of: {} } as const satisfies Question;

/** The severities by rank, the gravest first. */
export function ranked(state: ReadState): readonly Severity[] {
  return state
    .answer(BY_RANK.ask, BY_RANK.of)
    .map((id) => state.get('severity', id))
    .filter((severity) => severity !== undefined);
}

/**
 * Ranks run from 1 to n without gaps, since they weigh the work (rank 1 of n weighs n): the events
 * that give every severity its place in `order`. One whose rank is right already is left alone.
 */
export function rerank(
  order: readonly SeverityId[],
  state: ReadState,
  now: Instant,
): readonly DomainEvent[] {
  return order.flatMap((id, index): readonly DomainEvent[] => {
    const before = state.get('severity', id);
    const rank = index + 1;
    if (before === undefined || before.rank === rank) return [];
    const row = { ...before, rank, updatedAt: now };
    return [{ type: 'record.changed', table: 'severity', before, row }];
  });
}

import type { Decision } from '#domain/decision.ts';
import { eventsOf } from '#tests/support/decide.ts';
import { aSeverity, aUser } from '#tests/support/rows.ts';

export const ana = aUser({ username: 'ana', role: 'admin' });
export const max = aUser({ username: 'max', role: 'manager' });
export const tom = aUser({ username: 'tom' });
export const major = aSeverity({ level: 'Major', rank: 1 });
/** The only one of the three that a person made. */
export const minor = aSeverity({ level: 'Minor', rank: 2, author: max.id });
export const trivial = aSeverity({ level: 'Trivial', rank: 3 });
export const rows = { user: [ana, max, tom], severity: [trivial, major, minor] };

/** Level and rank of every severity once the decision has taken effect on `rows`. */
export function ranksAfter(decision: Decision): readonly (readonly [string, number])[] {
  const ranks = new Map(rows.severity.map(({ level, rank }) => [level, rank]));
  for (const event of eventsOf(decision)) {
    if (event.type === 'record.removed' && event.table === 'severity') {
      ranks.delete(event.before.level);
    } else if (event.type !== 'record.removed' && 'row' in event && event.table === 'severity') {
      ranks.set(event.row.level, event.row.rank);
    }
  }
  return [...ranks].toSorted((a, b) => a[1] - b[1]);
}

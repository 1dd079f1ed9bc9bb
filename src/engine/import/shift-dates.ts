import type { ImportRow } from '#domain/import/import-row.ts';

const DAY_MS = 86_400_000;
const DATED_FIELDS: ReadonlySet<string> = new Set(['dueDate', 'resolvedAt', 'closedAt']);

/** The row with every date moved by `by` milliseconds; calendar days move by whole days. */
export function shiftDates(row: ImportRow, by: number): ImportRow {
  const at = (instant: number) => instant + by;
  const atOrNull = (instant: number | null) => (instant === null ? null : instant + by);
  const text = (shown: string | null) => (shown === null ? null : shiftText(shown, by));
  return {
    ...row,
    dueDate: row.dueDate === null ? null : shiftDay(row.dueDate, by),
    assessedAt: atOrNull(row.assessedAt),
    resolvedAt: atOrNull(row.resolvedAt),
    closedAt: atOrNull(row.closedAt),
    createdAt: at(row.createdAt),
    updatedAt: at(row.updatedAt),
    comments: row.comments.map((comment) => ({
      ...comment,
      createdAt: at(comment.createdAt),
      editedAt: atOrNull(comment.editedAt),
    })),
    assignments: row.assignments.map((turn) => ({
      ...turn,
      assignedAt: at(turn.assignedAt),
      endedAt: atOrNull(turn.endedAt),
    })),
    history: row.history.map((change) => {
      const moved = { ...change, at: at(change.at) };
      if (change.field === null || !DATED_FIELDS.has(change.field)) return moved;
      return { ...moved, from: text(change.from), to: text(change.to) };
    }),
  };
}

function shiftDay(day: string, by: number): string {
  const days = Math.round(by / DAY_MS);
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Activity shows dates as text: a day, or an instant. */
function shiftText(shown: string, by: number): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(shown)) return shiftDay(shown, by);
  const instant = Date.parse(shown);
  return Number.isNaN(instant) ? shown : new Date(instant + by).toISOString();
}

import { LIST_COLUMNS, type ListColumn } from '#domain/view/view.ts';

/** The columns that there are, in their usual order. */
export const COLUMN_IDS = LIST_COLUMNS;
export type ColumnId = ListColumn;

/** What a person has chosen of the columns. */
export interface ColumnChoice {
  readonly order: readonly ColumnId[];
  readonly shown: ReadonlySet<ColumnId>;
  /** In px; those that were not resized have their usual width. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
}

export const USUAL_COLUMNS: ColumnChoice = {
  order: COLUMN_IDS,
  shown: new Set(['severity', 'key', 'title', 'priority', 'assignee', 'updated']),
  widths: {},
};

/** Key and title say which issue a line is: they are always there. */
export const FIXED_COLUMNS: ReadonlySet<ColumnId> = new Set(['key', 'title']);

const NARROWEST = 24;
const WIDEST = 600;

/** Reads the kept choice; what it does not know or does not name is as usual. */
export function readColumns(setting: string | undefined): ColumnChoice {
  const kept = parsed(setting);
  const named = idsIn(kept.order);
  const order = [...named, ...COLUMN_IDS.filter((id) => !named.includes(id))];
  const shown = Array.isArray(kept.shown) ? new Set(idsIn(kept.shown)) : USUAL_COLUMNS.shown;
  return { order, shown: new Set([...shown, ...FIXED_COLUMNS]), widths: widthsIn(kept.widths) };
}

export function writeColumns({ order, shown, widths }: ColumnChoice): string {
  return JSON.stringify({ order, shown: order.filter((id) => shown.has(id)), widths });
}

/** The order after a column moved by some places, as far as there are places. */
export function withColumnMoved(
  order: readonly ColumnId[],
  id: ColumnId,
  by: number,
): readonly ColumnId[] {
  const from = order.indexOf(id);
  const to = Math.min(order.length - 1, Math.max(0, from + by));
  return order.toSpliced(from, 1).toSpliced(to, 0, id);
}

function parsed(setting: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(setting ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function idsIn(list: unknown): readonly ColumnId[] {
  const named = Array.isArray(list) ? new Set<unknown>(list) : new Set();
  return [...named].flatMap((name) => COLUMN_IDS.find((id) => id === name) ?? []);
}

function widthsIn(value: unknown): ColumnChoice['widths'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).flatMap(([name, width]) => {
    const id = COLUMN_IDS.find((known) => known === name);
    if (id === undefined || typeof width !== 'number' || !Number.isFinite(width)) return [];
    return [[id, Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)))] as const];
  });
  return Object.fromEntries(entries);
}

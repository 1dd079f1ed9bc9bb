import type { IssueRow } from '#protocol/shapes.ts';
import { type Board, type BoardColumn, cardAt, cardsOf } from './board-pages.ts';

/** A column as it is shown: what waits for its answer has moved already. */
export interface ShownColumn extends Pick<BoardColumn, 'status' | 'label' | 'category'> {
  readonly count: number;
  /** undefined while its page is on its way. */
  cardAt(index: number): IssueRow | undefined;
  /** Where the position `index` of the column is read from; -1 for a card that has just come. */
  positionOf(index: number): number;
  /** The place of a card that was read; -1 where it is not among them. */
  indexOf(issue: string): number;
}

/**
 * The columns with the changes that wait for their answer: a card that was moved stands on top of
 * its new column at once, and goes back by itself should the move be refused.
 * @param patched a row with what waits for its answer; null while nothing does
 */
export function arrangeBoard(
  board: Board,
  patched: ((row: IssueRow) => IssueRow) | null,
): readonly ShownColumn[] {
  const arrived = new Map<string, IssueRow[]>();
  const left = new Map<string, Set<number>>();
  const standing = new Map(board.columns.map((column) => [column.status, idsOf(column)]));
  if (patched !== null) {
    for (const column of board.columns) {
      for (const { position, row } of cardsOf(column)) {
        const { status } = patched(row);
        if (status.name === column.status) continue;
        add(left, column.status, position);
        if (standing.get(status.name)?.has(row.id)) continue;
        const others = arrived.get(status.name) ?? [];
        if (!others.some(({ id }) => id === row.id)) arrived.set(status.name, [...others, row]);
      }
    }
  }
  return board.columns.map((column) => {
    const top = arrived.get(column.status) ?? [];
    const gone = [...(left.get(column.status) ?? [])].sort((a, b) => a - b);
    const positionOf = (index: number) =>
      index < top.length ? -1 : skipping(index - top.length, gone);
    return {
      status: column.status,
      label: column.label,
      category: column.category,
      count: Math.max(0, column.total - gone.length) + top.length,
      positionOf,
      indexOf: (issue) => {
        const onTop = top.findIndex(({ id }) => id === issue);
        if (onTop !== -1) return onTop;
        for (const { position, row } of cardsOf(column)) {
          if (row.id !== issue || gone.includes(position)) continue;
          return top.length + position - gone.filter((one) => one < position).length;
        }
        return -1;
      },
      cardAt: (index) => {
        const position = positionOf(index);
        const row = position === -1 ? top[index] : cardAt(column, position);
        return row && patched !== null ? patched(row) : row;
      },
    };
  });
}

function idsOf(column: BoardColumn): ReadonlySet<string> {
  return new Set([...cardsOf(column)].map(({ row }) => row.id));
}

function add(sets: Map<string, Set<number>>, name: string, value: number): void {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set.add(value));
}

/** The position of the `index`-th card when those that have gone are not counted. */
function skipping(index: number, gone: readonly number[]): number {
  let position = index;
  for (const one of gone) if (one <= position) position += 1;
  return position;
}

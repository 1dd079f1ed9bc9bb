/** A part of a list: the position of its first row, from 0, and how many rows. */
export interface Window {
  readonly offset: number;
  readonly count: number;
}

/** A window of a list, and how long the whole list is. */
export interface Paged<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** Lists one thing under each owner, in the order of the rows. */
export function grouped<Row, T>(
  rows: readonly Row[],
  ownerOf: (row: Row) => string,
  shapeOf: (row: Row) => T,
): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const owner = ownerOf(row);
    const list = lists.get(owner);
    if (list) list.push(shapeOf(row));
    else lists.set(owner, [shapeOf(row)]);
  }
  return lists;
}

import { foldCase } from '../text.ts';

/**
 * The candidate that a person most likely meant: one that begins with what was written, else the
 * one with the fewest typing slips, if these are few for the length. Ties: the first.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const text = foldCase(written);
  let best: string | undefined;
  let fewest = Math.max(1, Math.min(3, Math.floor(text.length / 3))) + 1;
  for (const candidate of candidates) {
    const name = foldCase(candidate);
    if (text.length > 1 && name.startsWith(text)) return candidate;
    if (Math.abs(name.length - text.length) >= fewest) continue;
    const found = slips(text, name);
    if (found < fewest && found < name.length) {
      best = candidate;
      fewest = found;
    }
  }
  return best;
}

/** Letters added, left out, changed, or swapped with their neighbour (optimal string alignment). */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, at(before, column - 2) + 1);
      }
      current.push(least);
    }
    before = above;
    above = current;
  }
  return at(above, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

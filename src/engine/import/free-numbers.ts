import type { ImportRow } from '#domain/import/import-row.ts';
import type { NumberedIssues } from '#store/issue-numbers.ts';

/**
 * Gives a new issue the next number of its project where somebody has taken the one that it was
 * given when the file was read. Made for the rows of one transaction, in their order.
 */
export class FreeNumbers {
  readonly #found: NumberedIssues;
  readonly #projects = new Map<string, { next: number; readonly taken: Set<number> }>();

  constructor(found: NumberedIssues) {
    this.#found = found;
  }

  numbered(row: ImportRow): ImportRow {
    if (this.#found.ids.has(row.id)) return row;
    const place = this.#place(row.project);
    const number = place.taken.has(row.number) ? place.next : row.number;
    place.taken.add(number);
    place.next = Math.max(place.next, number + 1);
    return number === row.number ? row : { ...row, number };
  }

  #place(project: string) {
    const known = this.#projects.get(project);
    if (known) return known;
    const { next = 1, taken = [] } = this.#found.projects.get(project) ?? {};
    const place = { next, taken: new Set(taken) };
    this.#projects.set(project, place);
    return place;
  }
}

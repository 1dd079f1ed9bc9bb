import type { Issue } from '../issue/issue.ts';
import { keysOf, MARKED_FIELDS, type MarkedField, markOf } from './import-mark.ts';
import type { ImportRow } from './import-row.ts';

/** What a row of a file means for the issue that an earlier import made of it. */
export interface ImportComparison {
  /** Still as the last import wrote them, and different in the file: to be updated. */
  readonly updated: readonly MarkedField[];
  /** Changed here AND in the file since: left as they are, and reported. */
  readonly left: readonly MarkedField[];
  /** How many of the row's comments and changes an earlier import brought. */
  readonly comments: number;
  readonly history: number;
}

/**
 * Compares a row with the issue by what the last import wrote (spec: Import). A field that the file
 * has as before is not touched, whatever became of it here. An issue that no import made keeps
 * everything in which it differs.
 */
export function compareImport(issue: Issue, row: ImportRow): ImportComparison {
  const mark = issue.importMark;
  const updated: MarkedField[] = [];
  const left: MarkedField[] = [];
  for (const field of MARKED_FIELDS) {
    const told = markOf(row, field);
    if (told === mark?.[field]) continue;
    const present = markOf(issue, field);
    if (told === present) continue;
    (mark !== null && present === mark[field] ? updated : left).push(field);
  }
  return {
    updated,
    left,
    comments: countIn(mark, 'comments', row.comments.length),
    history: countIn(mark, 'history', row.history.length),
  };
}

function countIn(
  mark: Issue['importMark'],
  field: 'comments' | 'history',
  unmarked: number,
): number {
  return mark === null ? unmarked : Number(mark[field] ?? 0);
}

/** The issue with the updated fields as the row has them. */
export function applyImport(
  issue: Issue,
  row: ImportRow,
  { updated }: Pick<ImportComparison, 'updated'>,
): Issue {
  const keys = updated.flatMap(keysOf);
  const change = Object.fromEntries(keys.map((key) => [key, row[key]]));
  return { ...issue, ...change };
}

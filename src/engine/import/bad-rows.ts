import { type Rejection, rejection } from '#domain/rejection.ts';
import type { RowProblem } from './file-record.ts';

/** Why a file is refused: rows of it cannot be imported. */
export function badRows(problems: readonly RowProblem[]): Rejection {
  const [first] = problems;
  const place = first === undefined ? '' : describe(first);
  const message =
    problems.length === 1
      ? `${place} Nothing was imported. Mend the row, or leave it out (--skip-bad).`
      : `${problems.length} rows cannot be imported, the first: ${place} Nothing was imported. Mend them, or leave them out (--skip-bad).`;
  return rejection('VALIDATION', message, {
    ...(first === undefined || first.field === '' ? {} : { field: first.field }),
    details: problems,
  });
}

/** A problem as a sentence: “Row 3, title: …”. */
function describe({ row, field, message }: RowProblem): string {
  return `Row ${row}${field === '' ? '' : `, ${field}`}: ${message}`;
}

/*
 * Spreadsheets run a cell that begins with one of these characters as a formula (spec: Files for
 * spreadsheets). The apostrophe that guards it is doubled where a text has its own, so that taking
 * exactly one away gives the text back, whatever it was.
 */

const RUNS_AS_FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** The text as a cell that no spreadsheet runs. */
export function guardCell(text: string): string {
  return RUNS_AS_FORMULA.test(text) ? `'${text}` : text;
}

/** What a guarded cell holds. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

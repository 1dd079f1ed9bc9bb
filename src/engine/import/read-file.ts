import { isExportHeader } from '#domain/import/export-record.ts';
import type { ImportFormat } from '#domain/import/mapping.ts';
import { BUGZILLA_REQUIRED } from '#domain/import/read-bugzilla-record.ts';
import { CSV_REQUIRED, recordOfCells } from '../export/csv-columns.ts';
import type { FileStep, RowProblem } from './file-record.ts';
import type { FileFormat } from './import-host.ts';
import type { OpenedFile } from './open-file.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';

/** What a file turned out to be, told with its first row. */
export interface FileSteps {
  readonly steps: readonly FileStep[];
  readonly format: ImportFormat;
}

/** Reads a file step by step in the format that was named, or that its first bytes show. */
export async function* readFile(
  file: OpenedFile,
  format: FileFormat,
  name: string,
): AsyncGenerator<FileSteps> {
  const refused = unknownForm(file.head);
  const form = refused === null ? formOf(file.head, format, name) : null;
  if (form === 'lines') yield* linesOf(file);
  else if (form === 'csv') yield* rowsOf(file, format);
  else yield { format: 'tracker', steps: [unreadable(0, '', refused ?? '')] };
  const fault = file.fault();
  if (fault !== null) yield { format: 'tracker', steps: [unreadable(0, '', fault)] };
}

async function* linesOf(file: OpenedFile): AsyncGenerator<FileSteps> {
  let format: ImportFormat | null = null;
  for await (const steps of readJsonLines(file.pieces)) {
    const first = steps.find((step) => step.kind === 'record');
    format ??= first === undefined ? null : isExportHeader(first.record) ? 'katydid' : 'tracker';
    yield { steps, format: format ?? 'tracker' };
  }
}

async function* rowsOf(file: OpenedFile, format: FileFormat): AsyncGenerator<FileSteps> {
  let own = false;
  const missing = (columns: readonly string[]): RowProblem | null => {
    own = format !== 'bugzilla-csv' && CSV_REQUIRED.every((column) => columns.includes(column));
    const lacks = own ? undefined : BUGZILLA_REQUIRED.find((column) => !columns.includes(column));
    if (lacks === undefined) return null;
    const message = `The header has no column “${lacks}”. A Bugzilla list has “${BUGZILLA_REQUIRED.join('” and “')}”, an export of Katydid “${CSV_REQUIRED.join('”, “')}”.`;
    return { row: 0, field: lacks, message };
  };
  for await (const steps of readCsv(file.pieces, missing)) {
    yield own
      ? { format: 'katydid', steps: steps.map(fromOwnCsv) }
      : { format: 'bugzilla-csv', steps };
  }
}

function fromOwnCsv(step: FileStep): FileStep {
  if (step.kind !== 'record') return step;
  return { ...step, record: recordOfCells(step.record as Record<string, string>) };
}

function unreadable(row: number, field: string, message: string): FileStep {
  return { kind: 'unreadable', problem: { row, field, message } };
}

/** A sentence about a file that is neither JSON Lines nor CSV; null: it may be one. */
function unknownForm(head: Buffer): string | null {
  const [first, second] = head;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (wide || (head.length > 1 && (first === 0 || second === 0))) {
    return 'The file is not UTF-8 (it looks like UTF-16). Save it as UTF-8.';
  }
  const start = firstCharacter(head);
  if (start === '[') {
    return 'The file is one JSON list. Write JSON Lines: one object a line, without the list around.';
  }
  if (start === '<') return 'XML and HTML are not read. Export the issues as CSV.';
  return null;
}

function formOf(head: Buffer, format: FileFormat, name: string): 'lines' | 'csv' {
  if (format === 'jsonl' || format === 'katydid') return 'lines';
  if (format === 'csv' || format === 'bugzilla-csv') return 'csv';
  if (firstCharacter(head) === '{') return 'lines';
  return /\.(jsonl|ndjson|json)(\.gz)?$/i.test(name) ? 'lines' : 'csv';
}

function firstCharacter(head: Buffer): string {
  return head.subarray(0, 4096).toString('latin1').trimStart().charAt(0);
}

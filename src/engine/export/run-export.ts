import { stringify } from 'csv-stringify/sync';
import type { ExportRecord } from '#domain/import/export-record.ts';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Asker } from '../asker.ts';
import { guardCell } from '../import/formula-guard.ts';
import { Slices } from '../import/slices.ts';
import { readQuery, readZone } from '../queries/read-query.ts';
import { CSV_COLUMNS } from './csv-columns.ts';
import { ExportHead } from './export-head.ts';
import { readRecords } from './read-records.ts';
import { writeFile } from './write-file.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The format that is named, or that the name of a file ends in; null: it is none of ours. */
export function formatOfName(file: string, named: string | undefined): ExportFormat | null {
  const ending = /\.(\w+)(?:\.gz)?$/.exec(file)?.[1]?.toLowerCase();
  return EXPORT_FORMATS.find((known) => known === (named ?? ending)) ?? null;
}

export interface ExportOptions {
  readonly file: string;
  readonly format: ExportFormat;
  /** Which issues, and in which order; by key unless it sorts them or searches words. */
  readonly query: string;
  readonly timeZone: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

const PAGE = 200;
/** Spreadsheets take a file without it for the system's own letters. */
const BYTE_ORDER_MARK = '\uFEFF';

const CANCELLED = rejection('UNAVAILABLE', 'The export was cancelled. No file was written.');

/**
 * Writes the issues of a query that the asker sees: as CSV, or as JSON Lines that an import reads
 * back whole (texts, comments, assignments, activity). Which issues is settled once at the start.
 */
export async function runExport(
  asker: Asker,
  options: ExportOptions,
): Promise<Result<{ readonly exported: number }>> {
  const { file, format, signal } = options;
  const seqs = await positions(asker, options);
  if (!seqs.ok) return seqs;
  const counted = { exported: 0 };
  const pages = recordPages(asker, seqs.value, options, counted);
  try {
    await writeFile(
      file,
      format === 'csv' ? csvPieces(pages) : linePieces(pages, asker, seqs.value, signal),
    );
  } catch (error) {
    if (signal.aborted) return failure(CANCELLED);
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null || !SYSTEM_ERRORS.has(code)) throw error;
    const message = `${file} cannot be written (${code}). Choose another place.`;
    return failure(rejection('VALIDATION', message, { field: 'file' }));
  }
  return success(counted);
}

const SYSTEM_ERRORS = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'ENOSPC',
  'EROFS',
]);

async function positions(asker: Asker, options: ExportOptions): Promise<Result<Int32Array>> {
  const zone = readZone(options.timeZone);
  if (!zone.ok) return zone;
  const query = await readQuery(options.query, asker);
  if (!query.ok) return query;
  const isOrdered = query.value.sort.length > 0 || query.value.terms.some(isText);
  const ordered = isOrdered ? query : await readQuery(`${options.query} sort:key`, asker);
  if (!ordered.ok) return ordered;
  const { lists, user, now } = asker;
  return success(
    await lists.positions({
      query: ordered.value,
      viewer: user,
      zone: zone.value,
      now,
      offset: 0,
      count: 1,
    }),
  );
}

function isText(term: { readonly kind: string }): boolean {
  return term.kind === 'text';
}

async function* recordPages(
  { store, user }: Asker,
  seqs: Int32Array,
  { signal, onProgress }: ExportOptions,
  counted: { exported: number },
): AsyncGenerator<readonly ExportRecord[]> {
  const slices = new Slices(signal);
  for (let start = 0; start < seqs.length; start += PAGE) {
    const records = await readRecords(store, [...seqs.subarray(start, start + PAGE)], user);
    counted.exported += records.length;
    yield records;
    onProgress({ done: Math.min(start + PAGE, seqs.length), total: seqs.length });
    await slices.rest();
  }
}

async function* csvPieces(pages: AsyncIterable<readonly ExportRecord[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvOf([CSV_COLUMNS.map(({ name }) => name)]);
  for await (const records of pages) {
    const cell = (text: string | null) => (text === null ? '' : guardCell(text));
    yield csvOf(records.map((record) => CSV_COLUMNS.map(({ write }) => cell(write(record)))));
  }
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}

async function* linePieces(
  pages: AsyncIterable<readonly ExportRecord[]>,
  { store, user, now }: Asker,
  seqs: Int32Array,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const head = new ExportHead(store);
  const slices = new Slices(signal);
  for (let start = 0; start < seqs.length; start += PAGE) {
    await head.add([...seqs.subarray(start, start + PAGE)]);
    await slices.rest();
  }
  yield `${JSON.stringify(await head.line(user, now))}\n`;
  for await (const records of pages) {
    yield records.map((record) => `${JSON.stringify(record)}\n`).join('');
  }
}

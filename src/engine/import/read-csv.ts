import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type FileStep, MOST_ROW_BYTES, type RowProblem } from './file-record.ts';
import { unguardCell } from './formula-guard.ts';

type Columns = readonly string[];

/**
 * CSV records as objects by column name, the header left out. Where the quoting is broken nothing
 * after it can be told apart: that is the end of the file, with the row and the column at fault.
 * @param missing what a header lacks, as a message; null: nothing
 */
export async function* readCsv(
  pieces: AsyncIterable<Buffer>,
  missing: (columns: Columns) => RowProblem | null,
): AsyncGenerator<readonly FileStep[]> {
  const parser = parse({
    encoding: null,
    info: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    max_record_size: MOST_ROW_BYTES,
  });
  const records = pipeline(Readable.from(pieces), parser, () => undefined);
  let columns: Columns | null = null;
  let row = 0;
  try {
    for await (const { record } of records as AsyncIterable<{ record: readonly Buffer[] }>) {
      if (columns === null) {
        columns = record.map((cell) => cell.toString('utf8').trim());
        const problem = missing(columns);
        if (problem === null) continue;
        yield [{ kind: 'unreadable', problem }];
        return;
      }
      row += 1;
      yield [readRecord(row, columns, record)];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield [{ kind: 'unreadable', problem: brokenRecord(error, columns ?? []) }];
  }
}

function readRecord(row: number, columns: Columns, cells: readonly Buffer[]): FileStep {
  if (cells.length !== columns.length) {
    const field = columns[cells.length] ?? columns.at(-1) ?? '';
    const message = `The row has ${cells.length} cells, the header ${columns.length}. Check its commas and quotes.`;
    return { kind: 'bad', problem: { row, field, message } };
  }
  const broken = cells.findIndex((cell) => !isUtf8(cell));
  if (broken !== -1) {
    const message = 'The text is not UTF-8. Save the file as UTF-8.';
    return { kind: 'bad', problem: { row, field: columns[broken] ?? '', message } };
  }
  const entries = columns.map(
    (column, index) => [column, unguardCell(cells[index]?.toString('utf8') ?? '')] as const,
  );
  return { kind: 'record', row, record: Object.fromEntries(entries), cleaned: [] };
}

/** @param error counts the records before it, the header among them */
function brokenRecord(error: CsvError, columns: Columns): RowProblem {
  const { column, lines, records: row } = error as unknown as CsvPlace;
  const field = typeof column === 'number' ? (columns[column] ?? `column ${column + 1}`) : '';
  const place = ` (line ${lines})`;
  const message =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `The row has more than ${MOST_ROW_BYTES / 1024 / 1024} MiB${place}, or a quote before it is never closed.`
      : error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `A quote is opened${place} and never closed. Close it, or double every quote inside a cell.`
        : `The quoting is broken${place}. Put the cell in quotes and double every quote inside it.`;
  return { row, field, message };
}

interface CsvPlace {
  readonly column: number | string;
  readonly lines: number;
  readonly records: number;
}

import { isUtf8 } from 'node:buffer';
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
  // Records are collected as they are parsed: a stream would drop those before a broken one.
  const parsed: (readonly Buffer[])[] = [];
  const parser = parse({
    encoding: null,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    max_record_size: MOST_ROW_BYTES,
    on_record: (record: unknown) => {
      parsed.push(record as readonly Buffer[]);
      return null;
    },
  });
  let broken: Error | null = null;
  parser.on('error', (error: Error) => {
    broken = error;
  });
  parser.resume();
  let columns: Columns | null = null;
  let row = 0;

  const take = (): FileStep[] => {
    const steps: FileStep[] = [];
    for (const record of parsed.splice(0)) {
      if (columns === null) {
        columns = record.map((cell) => cell.toString('utf8').trim());
        const problem = missing(columns);
        if (problem !== null) return [{ kind: 'unreadable', problem }];
      } else {
        row += 1;
        steps.push(readRecord(row, columns, record));
      }
    }
    if (broken === null) return steps;
    if (!(broken instanceof CsvError)) throw broken;
    return [...steps, { kind: 'unreadable', problem: brokenRecord(broken, columns ?? []) }];
  };

  for await (const piece of pieces) {
    await new Promise<void>((resolve) => parser.write(piece, () => resolve()));
    const steps = take();
    yield steps;
    if (steps.at(-1)?.kind === 'unreadable') return;
  }
  await new Promise<void>((resolve) => {
    parser.once('close', resolve);
    parser.end();
  });
  yield take();
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

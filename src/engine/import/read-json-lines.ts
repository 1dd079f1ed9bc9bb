import { isUtf8 } from 'node:buffer';
import { type FileStep, MOST_ROW_BYTES, type RowProblem } from './file-record.ts';

const LINE_FEED = 0x0a;
const NUL = 0x00;

/**
 * One JSON value a line. Lines end at the byte 0x0A and nowhere else: U+2028 stands inside texts.
 * Empty lines are passed over, and counted.
 */
export async function* readJsonLines(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<readonly FileStep[]> {
  let begun: Buffer[] = [];
  let size = 0;
  let row = 0;
  for await (const piece of pieces) {
    const steps: FileStep[] = [];
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
      row += 1;
      size += end - start;
      const step =
        size > MOST_ROW_BYTES
          ? tooLong(row)
          : readLine(row, whole(begun, piece.subarray(start, end)));
      if (step !== null) steps.push(step);
      begun = [];
      size = 0;
      start = end + 1;
    }
    size += piece.length - start;
    if (size > MOST_ROW_BYTES) begun = [];
    else if (start < piece.length) begun.push(piece.subarray(start));
    yield steps;
  }
  const last =
    size > MOST_ROW_BYTES ? tooLong(row + 1) : readLine(row + 1, whole(begun, Buffer.alloc(0)));
  if (last !== null) yield [last];
}

function whole(begun: readonly Buffer[], end: Buffer): Buffer {
  return begun.length === 0 ? end : Buffer.concat([...begun, end]);
}

function tooLong(row: number): FileStep {
  const message = `The line has more than ${MOST_ROW_BYTES / 1024 / 1024} MiB. Split it.`;
  return { kind: 'bad', problem: { row, field: '', message } };
}

function readLine(row: number, bytes: Buffer): FileStep | null {
  if (!isUtf8(bytes)) return { kind: 'bad', problem: notUtf8(row, bytes) };
  const text = bytes.toString('utf8');
  if (text.trim() === '') return null;
  if (!bytes.includes(NUL)) return parsed(row, text, []);
  // JSON forbids the character itself; U+FFFD shows where it stood.
  const shown = parsed(row, text.replaceAll('\0', '\uFFFD'), []);
  if (shown.kind !== 'record') return shown;
  const cleaned = fieldsWith(shown.record, '\uFFFD');
  return { ...shown, cleaned: cleaned.length === 0 ? [''] : cleaned };
}

function parsed(row: number, text: string, cleaned: readonly string[]): FileStep {
  try {
    return { kind: 'record', row, record: JSON.parse(text), cleaned };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(', "')[0] : String(error);
    const message = `The line is not JSON: ${reason}. Each line must be one whole JSON object.`;
    return { kind: 'bad', problem: { row, field: '', message } };
  }
}

function notUtf8(row: number, bytes: Buffer): RowProblem {
  const shown = parsed(row, bytes.toString('utf8'), []);
  const field = shown.kind === 'record' ? (fieldsWith(shown.record, '\uFFFD')[0] ?? '') : '';
  return { row, field, message: 'The text is not UTF-8. Save the file as UTF-8.' };
}

function fieldsWith(record: unknown, character: string): readonly string[] {
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([field, value]) =>
    JSON.stringify(value)?.includes(character) ? [field] : [],
  );
}

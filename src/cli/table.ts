import { printable } from '#engine/printable.ts';

const GAP = '  ';

/**
 * Rows as a table that fits `columns` characters: every column as wide as its widest cell, and the
 * last one cut with an ellipsis where the line would not hold it.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => printable(cell).replaceAll('\n', ' ')),
  );
  const widths = head.map((_, column) =>
    Math.max(...lines.map((row) => [...(row[column] ?? '')].length)),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = Math.max(10, columns - before);
  return lines
    .map((row) =>
      row
        .map((cell, column) =>
          column === head.length - 1 ? fitted(cell, room) : cell.padEnd(widths[column] ?? 0),
        )
        .join(GAP)
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function fitted(text: string, room: number): string {
  const characters = [...text];
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
}

import type { Rejection } from '#domain/rejection.ts';
import type { ImportReport } from '#protocol/api.ts';
import { printable } from '../printable.ts';

/**
 * What an import did, for a person.
 * @param most lines of a kind that are told where `--json` gives them all; every line unless told
 */
export function reportText(report: ImportReport, most = Number.POSITIVE_INFINITY): string {
  const { created, updated, unchanged, skipped, adjusted, kept, seconds } = report;
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped, ${seconds.toFixed(1)} s`;
  return [
    counts,
    ...told('Skipped', skipped, most),
    ...told('Adjusted', adjusted, most),
    ...told('Left as changed here', kept, most),
    '',
  ].join('\n');
}

/** Every row at fault, one a line; nothing where the refusal itself says the only one. */
export function badRowsText({ details }: Rejection): string {
  if (!Array.isArray(details)) return '';
  const rows = details as ImportReport['skipped'];
  if (rows.length < 2) return '';
  return rows.map((row) => `${rowText(row)}\n`).join('');
}

function rowText({ row, field, message }: ImportReport['skipped'][number]): string {
  const place = row === 0 ? 'header' : `row ${row}`;
  return printable(`${place}${field === '' ? '' : `, ${field}`}: ${message}`);
}

function told(head: string, lines: ImportReport['adjusted'], most: number): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, most).map((line) => `  ${rowText(line)}`);
  const more = lines.length - shown.length;
  return [
    `${head}: ${lines.length}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more (--json lists all)`] : []),
  ];
}

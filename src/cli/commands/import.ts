import { resolve } from 'node:path';
import type { Rejection } from '#domain/rejection.ts';
import { FILE_FORMATS, type FileFormat } from '#engine/import/import-host.ts';
import { runImport } from '#engine/import/run-import.ts';
import type { ImportReport } from '#protocol/api.ts';
import { printable } from '../issue-text.ts';
import { withWorkspace } from '../open-workspace.ts';
import { progressLine } from '../progress.ts';
import { type CliCommand, type Flags, text, WrongUsage } from './command.ts';

/** Lines of the report that a person reads; `--json` gives them all. */
const SHOWN = 20;

export const importCommand: CliCommand = {
  name: 'import',
  words: 'FILE',
  count: [1, 1],
  summary: 'Brings in the issues of a file (JSON Lines or CSV, also .gz): all of them or none',
  flags: {
    format: { type: 'string' },
    project: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'skip-bad': { type: 'boolean' },
  },
  flagHelp: [
    `--format F      ${FILE_FORMATS.join(', ')} (recognised by itself)`,
    '--project KEY   put every issue into this project',
    '--dry-run       write nothing; tell what each bad row lacks',
    '--skip-bad      leave bad rows out instead of refusing the file',
  ],
  run: (call) => {
    const format = formatOf(call.flags);
    const project = text(call.flags, 'project');
    return withWorkspace(call, async ({ session, user }) => {
      const progress = progressLine(call.terminal);
      const report = await runImport(session.engine, {
        actor: user.id,
        file: resolve(call.words[0] ?? ''),
        format,
        ...(project === undefined ? {} : { project }),
        dryRun: call.flags['dry-run'] === true,
        skipBad: call.flags['skip-bad'] === true,
        signal: call.terminal.stop,
        onProgress: progress.show,
      });
      progress.end();
      if (!report.ok) {
        if (call.flags.json !== true) call.terminal.err(badRows(report.error));
        return report;
      }
      return { ok: true, json: report.value, text: reportText(report.value) };
    });
  },
};

function formatOf(flags: Flags): FileFormat {
  const given = text(flags, 'format') ?? 'auto';
  const format = FILE_FORMATS.find((known) => known === given);
  if (format) return format;
  throw new WrongUsage(`--format takes one of ${FILE_FORMATS.join(', ')}.`);
}

function reportText(report: ImportReport): string {
  const { created, updated, unchanged, skipped, adjusted, kept, seconds } = report;
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped, ${seconds.toFixed(1)} s`;
  return [
    counts,
    ...told('Skipped', skipped),
    ...told('Adjusted', adjusted),
    ...told('Left as changed here', kept),
    '',
  ].join('\n');
}

/** Every row at fault, one a line; nothing where the refusal itself says the only one. */
function badRows({ details }: Rejection): string {
  if (!Array.isArray(details)) return '';
  const rows = details as ImportReport['skipped'];
  if (rows.length < 2) return '';
  return rows.map((row) => `${rowText(row)}\n`).join('');
}

function rowText({ row, field, message }: ImportReport['skipped'][number]): string {
  const place = row === 0 ? 'header' : `row ${row}`;
  return printable(`${place}${field === '' ? '' : `, ${field}`}: ${message}`);
}

function told(head: string, lines: ImportReport['adjusted']): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, SHOWN).map((line) => `  ${rowText(line)}`);
  const more = lines.length - shown.length;
  return [
    `${head}: ${lines.length}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more (--json lists all)`] : []),
  ];
}

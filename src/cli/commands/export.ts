import { resolve } from 'node:path';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  formatOfName,
  runExport,
} from '#engine/export/run-export.ts';
import { withWorkspace } from '../open-workspace.ts';
import { progressLine } from '../progress.ts';
import { type CliCommand, text, WrongUsage } from './command.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  words: 'FILE [QUERY]',
  count: [1, Number.POSITIVE_INFINITY],
  summary:
    'Writes the issues that match and that you see: whole as JSON Lines, or their fields as CSV',
  flags: { format: { type: 'string' } },
  flagHelp: [`--format F   ${EXPORT_FORMATS.join(' or ')} (the name of the file tells)`],
  run: (call) => {
    const [file = '', ...query] = call.words;
    const format = formatOf(file, text(call.flags, 'format'));
    return withWorkspace(call, async (opened) => {
      const progress = progressLine(call.terminal);
      const written = await runExport(opened.asker(), {
        file: resolve(file),
        format,
        query: query.join(' '),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        signal: call.terminal.stop,
        onProgress: ({ done, total }) => progress.show({ phase: 'copying', done, total }),
      });
      progress.end();
      if (!written.ok) return written;
      const { exported } = written.value;
      const issues = exported === 1 ? '1 issue' : `${exported} issues`;
      return { ok: true, json: written.value, text: `${issues} written to ${file}\n` };
    });
  },
};

function formatOf(file: string, named: string | undefined): ExportFormat {
  const format = formatOfName(file, named);
  if (format) return format;
  throw new WrongUsage(
    `The format is one of ${EXPORT_FORMATS.join(', ')}: end the name of the file in it (bugs.csv, bugs.jsonl.gz), or name it with --format.`,
  );
}

import { resolve } from 'node:path';
import { FILE_FORMATS, type FileFormat } from '#engine/import/import-host.ts';
import { importInChunks } from '#engine/import/import-in-chunks.ts';
import { badRowsText, reportText } from '#engine/import/report-text.ts';
import { actorOf } from './actor.ts';
import { failed } from './failed.ts';
import { withEngine } from './open.ts';
import type { Operation } from './operation.ts';
import { progressOf } from './progress.ts';

/**
 * Brings issues in beside those who work, a few rows a transaction, alike on both databases and
 * whether or not a server runs. A bad row refuses the file before anything is written.
 */
export const importOperation: Operation = {
  name: 'import',
  summary: 'brings in the issues of a file (JSON Lines or CSV, also .gz), beside running servers',
  takes: { words: 'FILE', count: [1, 1] },
  flags: {
    as: { type: 'string' },
    format: { type: 'string' },
    project: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'skip-bad': { type: 'boolean' },
  },
  flagHelp: [
    '--as USERNAME: who imports (the first admin)',
    `--format F: ${FILE_FORMATS.join(', ')} (recognised by itself)`,
    '--project KEY: put every issue into this project',
    '--dry-run: write nothing; tell what each bad row lacks',
    '--skip-bad: leave bad rows out instead of refusing the file',
  ],
  run: async (call) => {
    const format = formatOf(call.flags.format);
    if (format === null) {
      call.err(`--format takes one of ${FILE_FORMATS.join(', ')}.`);
      return 2;
    }
    return withEngine(call, 'as configured', async (engine) => {
      const actor = await actorOf(engine, call.flags.as);
      if (!actor.ok) {
        call.err(actor.error.message);
        return 1;
      }
      const { project } = call.flags;
      const progress = progressOf(call);
      try {
        const report = await importInChunks(engine, {
          actor: actor.value.id,
          file: resolve(call.words[0] ?? ''),
          format,
          ...(typeof project === 'string' ? { project } : {}),
          dryRun: call.flags['dry-run'] === true,
          skipBad: call.flags['skip-bad'] === true,
          signal: call.stop,
          onProgress: progress.show,
        });
        progress.end();
        if (!report.ok) {
          call.err(`${badRowsText(report.error)}${report.error.message}`);
          return 1;
        }
        call.out(reportText(report.value).trimEnd());
        return 0;
      } catch (error) {
        progress.end();
        return failed(call, error, 'The import was stopped.');
      }
    });
  },
};

function formatOf(given: unknown): FileFormat | null {
  return FILE_FORMATS.find((known) => known === (given ?? 'auto')) ?? null;
}

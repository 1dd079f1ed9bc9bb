import { resolve } from 'node:path';
import { EXPORT_FORMATS, formatOfName, runExport } from '#engine/export/run-export.ts';
import { actorOf } from './actor.ts';
import { failed } from './failed.ts';
import { withEngine } from './open.ts';
import type { Operation } from './operation.ts';
import { progressOf } from './progress.ts';

/** Writes issues into a file that an import reads back. */
export const exportOperation: Operation = {
  name: 'export',
  summary: 'writes the issues that match: whole as JSON Lines, or their fields as CSV (also .gz)',
  takes: { words: 'FILE [QUERY]', count: [1, Number.POSITIVE_INFINITY] },
  flags: { as: { type: 'string' }, format: { type: 'string' } },
  flagHelp: [
    '--as USERNAME: what this person sees (the first admin)',
    `--format F: ${EXPORT_FORMATS.join(' or ')} (the name of the file tells)`,
  ],
  run: async (call) => {
    const [file = '', ...query] = call.words;
    const { format: named, as } = call.flags;
    const format = formatOfName(file, typeof named === 'string' ? named : undefined);
    if (format === null) {
      call.err(
        `The format is one of ${EXPORT_FORMATS.join(', ')}: end the name of the file in it.`,
      );
      return 2;
    }
    return withEngine(call, 'as configured', async (engine) => {
      const actor = await actorOf(engine, as);
      if (!actor.ok) {
        call.err(actor.error.message);
        return 1;
      }
      const { store, lists, clock } = engine;
      const progress = progressOf(call);
      try {
        const written = await runExport(
          { store, lists, user: actor.value, now: clock.now() },
          {
            file: resolve(file),
            format,
            query: query.join(' '),
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            signal: call.stop,
            onProgress: ({ done, total }) => progress.show({ phase: 'copying', done, total }),
          },
        );
        progress.end();
        if (!written.ok) {
          call.err(written.error.message);
          return 1;
        }
        const { exported } = written.value;
        call.out(
          `${exported === 1 ? '1 issue' : `${exported} issues`} written to ${resolve(file)}`,
        );
        return 0;
      } catch (error) {
        progress.end();
        return failed(call, error, 'The export was stopped. No file was written.');
      }
    });
  },
};

import { resolve } from 'node:path';
import { restoreBackup } from '#engine/backup/restore-backup.ts';
import { openBlobs } from '#engine/blobs/open-blobs.ts';
import { systemClock } from '#engine/clock.ts';
import { toldOf } from './backup.ts';
import { failed } from './failed.ts';
import { withConfig } from './open.ts';
import type { Operation } from './operation.ts';
import { progressOf } from './progress.ts';

/** Puts a backup in the place of the store, while no server runs. */
export const restore: Operation = {
  name: 'restore',
  summary: 'puts a backup in the place of the store; every server of it must be stopped',
  takes: { words: 'FOLDER', count: [1, 1] },
  flags: { replace: { type: 'boolean' } },
  flagHelp: ['--replace: also where there is a workspace, which is kept beside'],
  run: (call) =>
    withConfig(call, async (config) => {
      const progress = progressOf(call);
      try {
        const restored = await restoreBackup({
          source: resolve(call.words[0] ?? ''),
          folder: config.dataDir,
          database: config.databaseUrl,
          blobs: await openBlobs(config.blobs),
          clock: systemClock,
          program: 'katydid-server restore',
          replace: call.flags.replace === true,
          signal: call.stop,
          onProgress: progress.show,
        });
        progress.end();
        if (!restored.ok) {
          call.err(restored.error.message);
          return 1;
        }
        const { manifest, kept } = restored.value;
        call.out(`Restored: ${toldOf(manifest)}, as of ${manifest.madeAt}.`);
        call.out('Everybody signs in again. Words are searchable a while after the next start.');
        if (kept !== null) call.out(`What was here before: ${kept}`);
        for (const hash of manifest.files.missing) {
          call.err(`The backup lacks the file ${hash} of an attachment.`);
        }
        return 0;
      } catch (error) {
        progress.end();
        return failed(call, error, 'The restore was stopped. Nothing was changed.');
      }
    }),
};

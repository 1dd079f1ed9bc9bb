import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeBackup } from '#engine/backup/make-backup.ts';
import type { BackupManifest } from '#engine/backup/manifest.ts';
import { stampOf } from '#engine/backup/restore-place.ts';
import { openBlobs } from '#engine/blobs/open-blobs.ts';
import { systemClock } from '#engine/clock.ts';
import { storeFile } from '#engine/workspace-folder.ts';
import { failed } from './failed.ts';
import { withConfig, withEngine } from './open.ts';
import type { Operation } from './operation.ts';
import { progressOf } from './progress.ts';

/** Copies everything into a folder while the servers go on. */
export const backup: Operation = {
  name: 'backup',
  summary: 'copies everything into a new folder while servers go on; either database restores it',
  takes: { words: '[FOLDER]', count: [0, 1] },
  run: (call) =>
    withConfig(call, async (config) => {
      if (config.databaseUrl === null && !existsSync(storeFile(config.dataDir))) {
        call.err(`There is no store in ${config.dataDir}. Name its folder by DATA_DIR.`);
        return 1;
      }
      return withEngine(call, 'later', async ({ store, clock }) => {
        const progress = progressOf(call);
        const target = resolve(call.words[0] ?? `katydid-backup-${stampOf(systemClock)}`);
        try {
          const made = await makeBackup({
            target,
            copyRows: (file) => store.backup(file),
            blobs: await openBlobs(config.blobs),
            clock,
            signal: call.stop,
            onProgress: progress.show,
          });
          progress.end();
          if (!made.ok) {
            call.err(made.error.message);
            return 1;
          }
          call.out(`${target}: ${toldOf(made.value)}`);
          const { missing } = made.value.files;
          for (const hash of missing) call.err(`Missing: the file ${hash} of an attachment.`);
          return missing.length === 0 ? 0 : 1;
        } catch (error) {
          progress.end();
          return failed(call, error, 'The backup was stopped. Nothing was kept of it.');
        }
      });
    }),
};

/** `Acme, 1,200 issues, 30 files (4.1 MB), version 88`. */
export function toldOf({ workspace, rows, files, version }: BackupManifest): string {
  const megabytes = (files.bytes / 1e6).toFixed(1);
  const count = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;
  return [
    workspace ?? 'no workspace yet',
    count(rows.issue ?? 0, 'issue'),
    `${count(files.count, 'file')} (${megabytes} MB)`,
    `version ${version}`,
  ].join(', ');
}

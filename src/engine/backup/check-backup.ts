import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { attachedContents } from '#store/attached-contents.ts';
import { FutureSchema, NotAStore } from '#store/errors.ts';
import { openReadOnly, type ReadOnlyFile } from '#store/open-read-only.ts';
import { folderBlobs } from '../blobs/folder-blobs.ts';
import type { BackupOptions } from './backup-progress.ts';
import { hashFile, hashOf } from './hash-file.ts';
import { type BackupManifest, partsOf, readManifest } from './manifest.ts';

/** Reads a backup whole and says what it holds, or what of it is not as its manifest says. */
export async function checkBackup(
  folder: string,
  { signal, onProgress }: BackupOptions,
): Promise<Result<BackupManifest>> {
  const read = await readManifest(folder);
  if (!read.ok) return read;
  const manifest = read.value;
  const damaged = (what: string) =>
    failure(rejection('VALIDATION', `${folder} is damaged: ${what} Take another backup.`));
  const { database, files } = partsOf(folder);
  try {
    const found = await hashFile(database, signal);
    if (found.sha256 !== manifest.database.sha256) return damaged('its database has other bytes.');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return damaged('its database cannot be read.');
    throw error;
  }
  let file: ReadOnlyFile;
  try {
    file = openReadOnly(database);
  } catch (error) {
    if (error instanceof FutureSchema) {
      return failure(rejection('UPGRADE_REQUIRED', error.message));
    }
    if (error instanceof NotAStore) return damaged('its database is no store of Katydid.');
    throw error;
  }
  try {
    const [finding] = await file.verify();
    if (finding) return damaged(`${finding.check}: ${finding.message}`);
    const blobs = folderBlobs(files);
    const missing = new Set(manifest.files.missing);
    let done = 0;
    let bytes = 0;
    if (hasAttachments(manifest)) {
      for await (const { sha256 } of attachedContents(file.read)) {
        if (missing.has(sha256)) continue;
        const content = await blobs.read(sha256);
        if (content === null) return damaged(`the file ${sha256} of an attachment is not there.`);
        const found = await hashOf(content, signal);
        if (found.sha256 !== sha256) return damaged(`the file ${sha256} has other bytes.`);
        done += 1;
        bytes += found.bytes;
        onProgress({ phase: 'checking', done, total: manifest.files.count });
      }
    }
    if (done !== manifest.files.count || bytes !== manifest.files.bytes) {
      return damaged('it holds other files than its manifest says.');
    }
    return success(manifest);
  } finally {
    await file.close();
  }
}

/** Stores of the first schemas had none. */
export function hasAttachments({ rows }: Pick<BackupManifest, 'rows'>): boolean {
  return rows.attachment !== undefined;
}

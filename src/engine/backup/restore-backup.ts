import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { attachedContents } from '#store/attached-contents.ts';
import { beginAnew } from '#store/begin-anew.ts';
import { isAlive } from '#store/holders.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { folderBlobs } from '../blobs/folder-blobs.ts';
import { STORE_FILE } from '../workspace-folder.ts';
import type { BackupOptions } from './backup-progress.ts';
import { checkBackup } from './check-backup.ts';
import { copyContents } from './copy-contents.ts';
import { makeBackup } from './make-backup.ts';
import { type BackupManifest, partsOf } from './manifest.ts';
import { openPlace, type PlaceOptions, type RestorePlace, stampOf } from './restore-place.ts';

export interface RestoreOptions extends PlaceOptions, BackupOptions {
  /** The folder of the backup. */
  readonly source: string;
  readonly blobs: BlobStore;
  /** Whether a workspace that is there may be replaced. What it holds is kept beside. */
  readonly replace: boolean;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Of the history that begins here. */
  readonly epoch: string;
  /** Where what was there before is: a backup, or the file itself where none could be made of it. */
  readonly kept: string | null;
}

/**
 * Puts a backup in the place of a store, SQLite or PostgreSQL, wherever the backup came from. The
 * rows are made ready beside and put in place in one step at the end; until then nothing of the
 * store has changed, whatever stops it. The new store has an epoch of its own and no sessions.
 *
 * @throws as `openPlace`
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<Restored>> {
  const { folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  dropStale(folder);
  const place = await openPlace(options);
  const staging = join(folder, `restore-${process.pid}-${randomUUID()}`);
  try {
    if (!options.replace && (await place.isUsed())) return failure(USED);
    const checked = await checkBackup(options.source, options);
    if (!checked.ok) return checked;
    await mkdir(staging, { mode: 0o700 });
    return await restoreInto(place, staging, checked.value, options);
  } finally {
    await place.close();
    await rm(staging, { recursive: true, force: true });
  }
}

const USED = rejection(
  'CONFLICT',
  'There is a workspace already. Name an empty place, or take --replace: what is there is kept beside then.',
);

async function restoreInto(
  place: RestorePlace,
  staging: string,
  manifest: BackupManifest,
  options: RestoreOptions,
): Promise<Result<Restored>> {
  const { source, clock, signal, onProgress } = options;
  const file = join(staging, STORE_FILE);
  const parts = partsOf(source);
  await copyFile(parts.database, file);
  const staged = await openSqlite({ file, program: options.program, newWord: clock.newId });
  try {
    const refused = await bringUpToDate(staged, source);
    if (refused) return refused;
    const epoch = await beginAnew(staged, clock.newId);
    await copyContents({
      contents: attachedContents(staged.read),
      from: folderBlobs(parts.files),
      to: options.blobs,
      signal,
      onProgress: ({ done }) => onProgress({ phase: 'files', done, total: manifest.files.count }),
    });
    const kept = (await place.isUsed()) ? await keepOld(place, options) : success(null);
    if (!kept.ok) return kept;
    signal.throwIfAborted();
    const aside = await place.replace(staged, file, {
      kept: kept.value !== null,
      onProgress: (done, total) => {
        signal.throwIfAborted();
        onProgress({ phase: 'rows', done, total });
      },
    });
    return success({ manifest, epoch, kept: kept.value ?? aside });
  } finally {
    await staged.close();
  }
}

async function bringUpToDate(staged: Store, source: string): Promise<Result<never> | null> {
  const ran = await staged.migrate();
  await staged.settle();
  if (ran.length === 0) return null;
  const [finding] = await staged.verify();
  if (!finding) return null;
  const message = `${source} cannot be brought up to date: ${finding.check}: ${finding.message}`;
  return failure(rejection('VALIDATION', message));
}

/** A backup of what will be replaced. null: it cannot be read, and is kept as it is. */
async function keepOld(
  place: RestorePlace,
  { folder, blobs, clock, signal, onProgress }: RestoreOptions,
): Promise<Result<string | null>> {
  const target = join(folder, `before-restore-${stampOf(clock)}`);
  try {
    const made = await makeBackup({
      target,
      copyRows: place.copyRows,
      blobs,
      clock,
      signal,
      onProgress,
    });
    if (made.ok) return success(target);
    return place.keepsDamaged ? success(null) : made;
  } catch (error) {
    if (signal.aborted || !place.keepsDamaged) throw error;
    return success(null);
  }
}

const STAGING = /^restore-(\d+)-/;

/** Removes what killed restores have left. */
function dropStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(STAGING.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

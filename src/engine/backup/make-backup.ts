import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result } from '#protocol/result.ts';
import { attachedContents } from '#store/attached-contents.ts';
import { type FileFacts, openReadOnly } from '#store/open-read-only.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { folderBlobs } from '../blobs/folder-blobs.ts';
import type { Clock } from '../clock.ts';
import { syncFolder } from '../sync-folder.ts';
import type { BackupOptions } from './backup-progress.ts';
import { checkBackup, hasAttachments } from './check-backup.ts';
import { type CopiedContents, copyContents } from './copy-contents.ts';
import { hashFile } from './hash-file.ts';
import { BACKUP_FORMAT, type BackupManifest, partsOf } from './manifest.ts';

export interface MakeBackupOptions extends BackupOptions {
  /** The folder to be made. */
  readonly target: string;
  /** Copies one state of the rows into a new file, as `Store.backup` does. */
  readonly copyRows: (file: string) => Promise<void>;
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** A file of an attachment may be removed after the rows were copied; then they are copied anew. */
const MOST_ATTEMPTS = 4;

/**
 * Makes a backup of everything, and reads it once more to see that it is whole. Others work
 * meanwhile. Whatever stops it leaves nothing of that name.
 */
export async function makeBackup(options: MakeBackupOptions): Promise<Result<BackupManifest>> {
  const { target, signal } = options;
  if (existsSync(target)) {
    const message = `${target} is there already. Choose another name for the backup.`;
    return failure(rejection('CONFLICT', message));
  }
  const draft = `${target}.${randomUUID().slice(0, 8)}.part`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await writeManifest(draft, await fill(draft, options));
    const checked = await checkBackup(draft, options);
    if (checked.ok) {
      signal.throwIfAborted();
      await rename(draft, target);
      await syncFolder(dirname(target));
    }
    return checked;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function fill(folder: string, options: MakeBackupOptions): Promise<BackupManifest> {
  const { database, files } = partsOf(folder);
  let taken = await takeOnce(folder, options);
  for (let attempt = 2; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const { missing } = taken.contents;
    if (missing.length === 0) break;
    await rm(database);
    taken = await takeOnce(folder, options);
    // What is missing again was not removed in between: it is lost, and the rest is worth keeping.
    if (taken.contents.missing.every((hash) => missing.includes(hash))) break;
  }
  const { facts, contents } = taken;
  await dropOthers(database, files, facts);
  await chmod(database, 0o600);
  const { schema, head, workspace, rows } = facts;
  const { count, bytes, missing } = contents;
  return {
    katydid: 'backup',
    format: BACKUP_FORMAT,
    madeAt: new Date(options.clock.now()).toISOString(),
    workspace,
    schema,
    epoch: head.epoch,
    version: head.version,
    database: await hashFile(database, options.signal),
    rows,
    files: { count, bytes, missing: [...missing] },
  };
}

async function takeOnce(folder: string, options: MakeBackupOptions) {
  const { database, files } = partsOf(folder);
  const { copyRows, blobs, signal, onProgress } = options;
  onProgress({ phase: 'rows', done: 0, total: null });
  await copyRows(database);
  signal.throwIfAborted();
  const file = openReadOnly(database);
  try {
    const facts = await file.facts();
    const contents: CopiedContents = hasAttachments(facts)
      ? await copyContents({
          contents: attachedContents(file.read),
          from: blobs,
          to: folderBlobs(files),
          signal,
          onProgress: ({ done }) => onProgress({ phase: 'files', done, total: null }),
        })
      : { count: 0, bytes: 0, missing: [] };
    return { facts, contents };
  } finally {
    await file.close();
  }
}

/** Files of an earlier attempt that the rows no longer name. */
async function dropOthers(database: string, files: string, facts: FileFacts): Promise<void> {
  if (!hasAttachments(facts)) return;
  const named = new Set<string>();
  const file = openReadOnly(database);
  try {
    for await (const { sha256 } of attachedContents(file.read)) named.add(sha256);
  } finally {
    await file.close();
  }
  const kept = folderBlobs(files);
  for await (const name of kept.listContents()) if (!named.has(name)) await kept.remove(name);
}

async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const file = await open(partsOf(folder).manifest, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  const database = await open(partsOf(folder).database, 'r+');
  try {
    await database.sync();
  } finally {
    await database.close();
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { STORE_FILE } from '../workspace-folder.ts';

/*
 * A backup is a folder: every row as a SQLite store, whatever database they came from; the files of
 * attachments as the blob store keeps them in a folder; and a manifest that says what must be there.
 * It is written under another name and renamed, so that a folder that bears its name is whole.
 */

/** The number of this form. A newer one is refused. */
export const BACKUP_FORMAT = 1;

export const backupManifest = z.object({
  katydid: z.literal('backup'),
  format: z.int().min(1),
  /** ISO-8601. */
  madeAt: z.string(),
  /** The workspace's name; null: it had not begun. */
  workspace: z.string().nullable(),
  /** The number of the last migration of the store. */
  schema: z.int().min(1),
  /** The history from which it was taken, and how far that was. */
  epoch: z.string(),
  version: z.int().min(0),
  /** Of the database's file. */
  database: z.object({ bytes: z.int(), sha256: z.string() }),
  /** How many rows each table has. */
  rows: z.record(z.string(), z.int()),
  files: z.object({
    count: z.int(),
    bytes: z.int(),
    /** SHA-256 of contents that attachments name and that could not be read, so that they are not here. */
    missing: z.array(z.string()),
  }),
});
export type BackupManifest = z.infer<typeof backupManifest>;

const MANIFEST_FILE = 'manifest.json';

/** Where the parts of a backup lie. */
export function partsOf(folder: string) {
  return {
    database: join(folder, STORE_FILE),
    files: join(folder, 'blobs'),
    manifest: join(folder, MANIFEST_FILE),
  };
}

/** The manifest of a backup of a form that is known here. */
export async function readManifest(folder: string): Promise<Result<BackupManifest>> {
  const refuse = (why: string) => failure(rejection('VALIDATION', `${folder} ${why}`));
  let text: string;
  try {
    text = await readFile(partsOf(folder).manifest, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refuse(`is no backup: its ${MANIFEST_FILE} cannot be read (${code}).`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(`is damaged: its ${MANIFEST_FILE} is not JSON. Take another backup.`);
  }
  const format = z.object({ katydid: z.literal('backup'), format: z.int() }).safeParse(value);
  if (!format.success) return refuse(`is no backup of Katydid.`);
  if (format.data.format > BACKUP_FORMAT) {
    return refuse(
      `was written by a newer Katydid (form ${format.data.format}; this one knows ${BACKUP_FORMAT}). Update Katydid, then restore it.`,
    );
  }
  const manifest = backupManifest.safeParse(value);
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    return refuse(
      `is damaged: ${MANIFEST_FILE}, ${issue?.path.join('.')}: ${issue?.message}. Take another backup.`,
    );
  }
  return success(manifest.data);
}

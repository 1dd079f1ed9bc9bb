import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { NotAStore } from './errors.ts';

/** What a file says about itself before it is opened for writing. */
export interface FileMarks {
  /** `Kty1` in a store of ours. */
  readonly applicationId: number;
  /** The number of the last migration. */
  readonly schema: number;
}

/** Bytes of SQLite's file header, and where the two marks stand in it (sqlite.org/fileformat.html). */
const HEADER = 100;
const MAGIC = 'SQLite format 3\0';
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/**
 * Reads the marks without leaving a trace: from the header while no log stands beside the file, since
 * even a read-only SQLite would make one. null: the file is empty.
 *
 * @throws NotAStore: the file is no SQLite database
 */
export function readMarks(file: string): FileMarks | null {
  if (existsSync(`${file}-wal`)) return readThroughLog(file);
  const header = Buffer.alloc(HEADER);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header) === 0) return null;
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new NotAStore(file);
  return {
    applicationId: header.readUInt32BE(APPLICATION_ID_AT),
    schema: header.readUInt32BE(USER_VERSION_AT),
  };
}

function readThroughLog(file: string): FileMarks {
  try {
    const handle = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return {
        applicationId: Number(handle.pragma('application_id', { simple: true })),
        schema: Number(handle.pragma('user_version', { simple: true })),
      };
    } finally {
      handle.close();
    }
  } catch (error) {
    throw new NotAStore(file, error instanceof Error ? error : undefined);
  }
}

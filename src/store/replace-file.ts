import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreBusy } from './errors.ts';
import { holdAlone } from './holders.ts';

/** A SQLite store's file, or the place for one, that no other process can open. */
export interface HeldFile {
  /**
   * Puts `by`, a whole store in the same folder that is open nowhere, in the file's place.
   * @param aside where the old file goes; null: it is removed
   */
  replace(by: string, aside: string | null): void;
  release(): void;
}

/**
 * Keeps every other process from a store's file, and makes it complete without its log.
 *
 * @throws StoreBusy where another process has it open: nothing was changed
 */
export function holdFile(file: string, program: string): HeldFile {
  const release = holdAlone(file, program);
  try {
    if (existsSync(file)) foldLogIn(file);
  } catch (error) {
    release();
    throw error;
  }
  return {
    replace: (by, aside) => {
      if (aside === null) rmSync(file, { force: true });
      else renameSync(file, aside);
      for (const tail of ['-wal', '-shm']) rmSync(`${file}${tail}`, { force: true });
      renameSync(by, file);
    },
    release,
  };
}

/**
 * SQLite takes a log away for the last connection alone, so that this finds whoever has the file
 * open, in whatever container. A file that it cannot read is left as it is.
 */
function foldLogIn(file: string): void {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: 0 });
    database.pragma('journal_mode = delete');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('SQLITE_BUSY') && !code.startsWith('SQLITE_LOCKED')) return;
    throw new StoreBusy('Another process has this workspace open. Stop it, then try again.', {
      cause: error,
    });
  } finally {
    database?.close();
  }
}

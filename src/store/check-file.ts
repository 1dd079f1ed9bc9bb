import Database from 'better-sqlite3';
import type { Finding } from './finding.ts';

/** More of one kind would only repeat what the first ones say. */
const MOST = 20;

/**
 * What is wrong with an SQLite file: damaged pages and indexes, references that lead nowhere. Through
 * a handle of its own, since one that is in use remembers tables and the shape of the full-text index
 * as they were, and would miss or invent damage.
 */
export function checkFile(file: string): readonly Finding[] {
  const handle = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const damage = handle.pragma(`integrity_check(${MOST})`) as {
      readonly integrity_check: string;
    }[];
    const broken = handle.pragma('foreign_key_check') as {
      readonly table: string;
      readonly rowid: number | null;
      readonly parent: string;
    }[];
    return [
      ...damage
        .filter((row) => row.integrity_check !== 'ok')
        .map((row) => ({ check: 'file', message: row.integrity_check })),
      ...broken.slice(0, MOST).map(({ table, rowid, parent }) => ({
        check: 'references',
        message: `Row ${rowid ?? '?'} of ${table} points to a ${parent} that is not there.`,
      })),
    ];
  } finally {
    handle.close();
  }
}

import type { Database, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { type CallLog, reportSlow } from './call-log.ts';
import { sqliteError } from './sqlite-errors.ts';

/** Enough for every statement of the store in its usual sizes; the oldest unused one goes. */
const MOST_STATEMENTS = 1000;

/**
 * A better-sqlite3 handle as Kysely's dialect wants it, with prepared statements kept, and every
 * error telling its SQL.
 * @param begin what Kysely's `begin` becomes
 */
export function cachingDatabase(
  handle: Database,
  begin: 'begin' | 'begin immediate',
  holders: () => string,
  log: CallLog | undefined,
): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();

  function prepare(sql: string): SqliteStatement {
    const kept = statements.get(sql);
    if (kept) {
      statements.delete(sql);
      statements.set(sql, kept);
      return kept;
    }
    const text = sql === 'begin' ? begin : sql;
    const fresh = guarded(
      calling(text, () => handle.prepare<unknown[]>(text)),
      text,
    );
    statements.set(sql, fresh);
    if (statements.size > MOST_STATEMENTS) {
      const oldest = statements.keys().next();
      if (!oldest.done) statements.delete(oldest.value);
    }
    return fresh;
  }

  function guarded(statement: Statement<unknown[]>, sql: string): SqliteStatement {
    return {
      reader: statement.reader,
      all: (parameters) => calling(sql, () => statement.all(...parameters)),
      run: (parameters) => calling(sql, () => statement.run(...parameters)),
      iterate: () => {
        // An open cursor keeps the write-ahead log from ever being folded back.
        throw new Error(`Rows are not streamed: read pages by key.\nin: ${sql}`);
      },
    };
  }

  function calling<T>(sql: string, call: () => T): T {
    const since = performance.now();
    try {
      return call();
    } catch (error) {
      throw sqliteError(error, sql, holders);
    } finally {
      reportSlow(log, sql, since);
    }
  }

  return { prepare, close: () => handle.close() };
}

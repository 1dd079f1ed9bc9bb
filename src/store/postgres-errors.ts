import pg from 'pg';
import { SqlError, StoreAway, StoreBusy, TextNotTaken, UniqueViolation } from './errors.ts';

const UNIQUE = '23505';
const LOCK_TIMEOUT = '55P03';
/** Bytes that are no text, and an escape in JSON that stands for one. */
const NO_TEXT = new Set(['22021', '22P05']);
const CACHED_PLAN = '0A000';

/**
 * What PostgreSQL says when it, or the connection, is going or not yet there: every code of class
 * 08, a shutdown or a crash, a start that is not over, too many connections, a transaction that
 * stood idle too long.
 */
const AWAY = /^(08...|57P0[1235]|53300|25P03)$/;

/** What the system says of a connection that cannot be made or is lost. */
const LOST = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** How the driver says it, in words alone. */
const TOLD =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Postgres connection has been discarded)/;

/** What a failed call to PostgreSQL means. */
export function postgresError(error: unknown, sql: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (isAway(error)) return new StoreAway({ cause: error });
  if (!(error instanceof pg.DatabaseError)) return error;
  if (error.code === UNIQUE) return new UniqueViolation(error.constraint ?? '', error);
  if (NO_TEXT.has(error.code ?? '')) return new TextNotTaken({ cause: error });
  if (error.code === LOCK_TIMEOUT) {
    return new StoreBusy(
      'Another writer has held the workspace for too long. Try again in a moment.',
      { cause: error },
    );
  }
  return new SqlError(sql, error);
}

function isAway(error: Error): boolean {
  // Several addresses of one name that all refuse.
  if (error instanceof AggregateError) return error.errors.some(isAwayError);
  return isAwayError(error);
}

function isAwayError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof pg.DatabaseError) return AWAY.test(code) || isStale(error);
  return LOST.has(code) || TOLD.test(error.message);
}

/** Another process has changed the tables under a prepared statement: a new connection is due. */
function isStale({ code, routine }: pg.DatabaseError): boolean {
  return code === CACHED_PLAN && routine === 'RevalidateCachedQuery';
}

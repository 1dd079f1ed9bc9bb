import { type Rejection, rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';

const TAG = /^"(\d{1,15})"$/;

/**
 * The versions that If-Match names; null: any will do. A weak tag, or one that this server never
 * gave, matches no version (RFC 9110, 13.1.1).
 */
export function readIfMatch(header: string | undefined): Result<readonly number[] | null> {
  if (header === undefined || header.trim() === '*') return success(null);
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) {
    const message = 'If-Match takes the ETag of an answer, quotes included, such as "12".';
    return failure(rejection('VALIDATION', message, { field: 'if-match' }));
  }
  return success(tags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []).map(Number));
}

/** The refusal of a write on a row that is no longer what the caller saw; null: go on. */
export function refuseStale(ifMatch: readonly number[] | null, version: number): Rejection | null {
  if (ifMatch === null || ifMatch.includes(version)) return null;
  const message = 'Somebody changed this since you read it. Read it again, then decide.';
  return rejection('CONFLICT', message, { field: 'if-match', details: { version } });
}

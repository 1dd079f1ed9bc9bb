import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Config } from './config.ts';

const FILE = 'jwt-secret';
const BYTES = 32;

/**
 * What access tokens are signed with: the operator's own, else one that is made at the first start
 * and kept in the data folder, readable by its owner alone.
 */
export function readSecretOf({
  jwtSecret,
  dataDir,
}: Pick<Config, 'jwtSecret' | 'dataDir'>): Result<Uint8Array> {
  if (jwtSecret !== null) return success(jwtSecret);
  const file = join(dataDir, FILE);
  try {
    const fresh = randomBytes(BYTES).toString('base64url');
    writeFileSync(file, fresh, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isThere(error)) throw error;
  }
  if (process.platform !== 'win32') chmodSync(file, 0o600);
  const kept = readFileSync(file);
  if (kept.length >= BYTES) return success(kept);
  const message = `${file} is too short to be a secret. Remove it: another is made, and everybody signs in again.`;
  return failure(rejection('VALIDATION', message, { field: 'JWT_SECRET' }));
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface Hashed {
  readonly bytes: number;
  /** In small hexadecimal digits. */
  readonly sha256: string;
}

/** Reads bytes to their end. @throws the signal's reason where it is aborted */
export async function hashOf(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Hashed> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content) {
    signal.throwIfAborted();
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export function hashFile(file: string, signal: AbortSignal): Promise<Hashed> {
  return hashOf(createReadStream(file), signal);
}

import { createHash } from 'node:crypto';
import type { AttachedContent } from '#store/attached-contents.ts';
import type { BlobStore } from '../blobs/blob-store.ts';

/** How far the copying is. */
export interface ContentsProgress {
  readonly done: number;
  readonly bytes: number;
}

export interface CopyContentsOptions {
  readonly contents: AsyncIterable<AttachedContent>;
  readonly from: BlobStore;
  readonly to: BlobStore;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ContentsProgress) => void;
}

export interface CopiedContents {
  readonly count: number;
  readonly bytes: number;
  /** Hashes of what is not in `from`, or there with other bytes. */
  readonly missing: readonly string[];
}

/** The bytes are not those that their name says. */
class WrongBytes extends Error {
  override readonly name = 'WrongBytes';
}

/** Copies contents that are not in `to` yet, each held against its hash on the way. */
export async function copyContents(options: CopyContentsOptions): Promise<CopiedContents> {
  const { contents, to, signal, onProgress } = options;
  const missing: string[] = [];
  let count = 0;
  let bytes = 0;
  for await (const { sha256, size } of contents) {
    signal.throwIfAborted();
    const isThere = (await to.size(sha256)) === size;
    if (!isThere && !(await copyOne(sha256, options))) {
      missing.push(sha256);
      continue;
    }
    count += 1;
    bytes += size;
    onProgress({ done: count, bytes });
  }
  return { count, bytes, missing };
}

async function copyOne(
  sha256: string,
  { from, to, signal }: CopyContentsOptions,
): Promise<boolean> {
  const content = await from.read(sha256);
  if (content === null) return false;
  try {
    await to.put(sha256, watched(content, sha256, signal));
    return true;
  } catch (error) {
    if (error instanceof WrongBytes) return false;
    throw error;
  } finally {
    content.destroy();
  }
}

/** Fails at the end where the bytes are others, so that they are not kept. */
async function* watched(content: AsyncIterable<Uint8Array>, sha256: string, signal: AbortSignal) {
  const hash = createHash('sha256');
  for await (const piece of content) {
    signal.throwIfAborted();
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha256) throw new WrongBytes(`${sha256} has other bytes.`);
}

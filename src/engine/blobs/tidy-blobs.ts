import { namedAmong } from '#store/contents.ts';
import type { Store } from '#store/store.ts';
import { dropStaleUploads, openUploadsAmong } from '#store/uploads.ts';
import { type BlobStore, uploadOfPiece } from './blob-store.ts';

/** An upload that did not go on for so long is given up. */
export const STALE_MS = 24 * 60 * 60 * 1000;
/** How many names are asked about at a time. */
const BATCH = 500;

export interface TidyParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What was removed. */
export interface Tidied {
  readonly uploads: number;
  readonly pieces: number;
  readonly contents: number;
}

/**
 * Removes what nothing needs: uploads that were given up, pieces without an upload that is coming
 * in, contents without an attachment. For the start and idle moments; any number of processes may
 * do it at once, beside uploads.
 *
 * The order keeps what is needed. An upload's row is committed before its first piece, and names
 * the hash of its content until an attachment's row does. So a blob is listed first and its row
 * looked for afterwards: a blob without a row then will not get one, but for a content that
 * somebody announces just now, which `releaseContent` asks again.
 */
export async function tidyBlobs({ store, blobs, now }: TidyParts): Promise<Tidied> {
  const before = now - STALE_MS;
  const uploads = await store.transaction((tx) => dropStaleUploads(tx, before));
  let pieces = 0;
  for await (const names of inBatches(blobs.listPieces())) {
    const ids = [...new Set(names.map(uploadOfPiece))];
    const open = await openUploadsAmong(store.read, store.dialect, ids);
    for (const name of names) {
      if (open.has(uploadOfPiece(name))) continue;
      await blobs.remove(name);
      pieces += 1;
    }
  }
  let contents = 0;
  for await (const hashes of inBatches(blobs.listContents())) {
    const named = await namedAmong(store.read, store.dialect, hashes);
    for (const hash of hashes) {
      if (!named.has(hash) && (await releaseContent({ store, blobs }, hash))) contents += 1;
    }
  }
  await blobs.removeLeftovers(before);
  return { uploads, pieces, contents };
}

/**
 * Removes a content unless an attachment, or an upload that is coming in, names it; says whether.
 * For a content whose last attachment has just gone, too.
 *
 * It asks and removes under the store's lock. An upload of the same content has either committed
 * its row before, and is seen; or commits it afterwards, and finds the content gone and stores it.
 */
export async function releaseContent(
  { store, blobs }: Pick<TidyParts, 'store' | 'blobs'>,
  sha256: string,
): Promise<boolean> {
  return await store.transaction(async (tx) => {
    const named = await namedAmong(tx.db, tx.dialect, [sha256]);
    if (named.has(sha256)) return false;
    await blobs.remove(sha256);
    return true;
  });
}

async function* inBatches(names: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  for await (const name of names) {
    batch.push(name);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BlobStore, BlobsUnavailable } from '#engine/blobs/blob-store.ts';
import { tidyBlobs } from '#engine/blobs/tidy-blobs.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { first, rita, SMALL_WORLD } from '#tests/store/contract/small-world.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import {
  BLOB_PLACES,
  bytesOf,
  inChunks,
  listed,
  newUpload,
  sha256Of,
  thenBroken,
} from '#tests/support/blob-places.ts';
import { countingClock } from '#tests/support/engine.ts';
import { announce, attachIn, attachmentsOf, uploadsIn } from '#tests/support/upload-world.ts';

/** One request: how many bytes it sends, in which chunks, and what goes wrong. */
const request = fc.record({
  bytes: fc.nat(60),
  chunk: fc.integer({ min: 1, max: 30 }),
  /** How many calls of the blob store go well before one fails; null: all do. */
  failsAfter: fc.option(fc.nat(8), { freq: 2 }),
  /** The process ends where the command would have been decided. */
  diesBeforeAttach: fc.boolean(),
  isCut: fc.boolean(),
  tidies: fc.boolean(),
});

const clock = countingClock();
let store: Store;
let blobs: BlobStore;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const [sqlite] = DATABASES;
  const [folder] = BLOB_PLACES;
  if (sqlite === undefined || folder === undefined) throw new Error('There is no place to test.');
  const made = await freshStore(sqlite);
  const kept = await folder.make();
  ({ store } = made);
  ({ blobs } = kept);
  ends.push(made.end, kept.end);
  await write(store, allMade(SMALL_WORLD));
});
afterAll(async () => {
  for (const end of ends) await end();
});

/** The store of blobs, until one call fails as on a full disk. */
function failingAfter(calls: number | null): BlobStore {
  let left = calls ?? Number.POSITIVE_INFINITY;
  const counted = async <T>(call: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw new BlobsUnavailable(new Error('ENOSPC'));
    return await call();
  };
  return {
    ...blobs,
    put: (name, content) => counted(() => blobs.put(name, content)),
    read: (name, range) => counted(() => blobs.read(name, range)),
    size: (name) => counted(() => blobs.size(name)),
    remove: (name) => counted(() => blobs.remove(name)),
  };
}

it('however its bytes are split and interrupted, a file is there whole or not at all', {
  timeout: 120_000,
}, async () => {
  const content = fc.uint8Array({ maxLength: 120 });
  const requests = fc.array(request, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(content, requests, async (bytes, list) => {
      const id = newUpload();
      const hash = sha256Of(bytes);
      const announced = announce(bytes, first.id);
      // Begun while the blobs cannot be reached: an empty file is not attached yet either.
      await uploadsIn({ store, blobs: failingAfter(0), clock }).begin(rita, id, announced);

      for (const one of list) {
        const world = { store, blobs: failingAfter(one.failsAfter), clock };
        const attach = attachIn(store);
        const dying = () => Promise.reject(new Error('The process ends.'));
        const uploads = uploadsIn(world, { attach: one.diesBeforeAttach ? dying : attach });
        const state = await uploads.find(rita, id);
        if (!state.ok) throw new Error(state.error.message);
        const part = bytes.subarray(state.value.offset, state.value.offset + one.bytes);
        const stream = one.isCut ? thenBroken(part) : inChunks(part, one.chunk);
        await uploads.append(rita, id, state.value.offset, stream).catch((error: unknown) => {
          if (!one.diesBeforeAttach) throw error;
        });
        if (one.tidies) await tidyBlobs({ store, blobs, now: clock.now() });
        const attached = await attachmentsOf(store, first.id);
        if (attached.length > 0) expect(await bytesOf(blobs, hash)).toEqual(Buffer.from(bytes));
      }

      const uploads = uploadsIn({ store, blobs, clock });
      const state = await uploads.find(rita, id);
      if (!state.ok) throw new Error(state.error.message);
      const rest = bytes.subarray(state.value.offset);
      const done = await uploads.append(rita, id, state.value.offset, inChunks(rest, 7));
      expect(done).toMatchObject({ ok: true, value: { offset: bytes.length } });
      expect(await bytesOf(blobs, hash)).toEqual(Buffer.from(bytes));
      expect(await attachmentsOf(store, first.id)).toMatchObject([{ sha256: hash }]);

      await store.write.deleteFrom('attachment').execute();
      await tidyBlobs({ store, blobs, now: clock.now() });
      expect(await listed(blobs.listPieces())).toEqual([]);
      expect(await listed(blobs.listContents())).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

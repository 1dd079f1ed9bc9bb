import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BlobStore, pieceName } from '#engine/blobs/blob-store.ts';
import { releaseContent, STALE_MS, tidyBlobs } from '#engine/blobs/tidy-blobs.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { first, rita, SMALL_WORLD, second } from '#tests/store/contract/small-world.ts';
import { allMade, removed, write } from '#tests/store/contract/write.ts';
import {
  BLOB_PLACES,
  bytesOf,
  inChunks,
  listed,
  newUpload,
  sha256Of,
  someBytes,
} from '#tests/support/blob-places.ts';
import { announce, attachIn, attachmentsOf, uploadsIn } from '#tests/support/upload-world.ts';

const BYTES = someBytes(100);
const HASH = sha256Of(BYTES);
const NOTHING = { uploads: 0, pieces: 0, contents: 0 };
const START = Date.UTC(2026, 2, 14);

describe.each(DATABASES)('$name: tidying', (database) => {
  let store: Store;
  let blobs: BlobStore;
  let now = START;
  const clock = { now: () => now, newId: newUpload };
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const [folder] = BLOB_PLACES;
    if (folder === undefined) throw new Error('There is no place for blobs.');
    const made = await freshStore(database);
    const kept = await folder.make();
    ({ store } = made);
    ({ blobs } = kept);
    ends.push(made.end, kept.end);
    await write(store, allMade(SMALL_WORLD));
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  beforeEach(async () => {
    now = START;
    await store.write.deleteFrom('attachment').execute();
    await store.write.deleteFrom('upload').execute();
    await tidyBlobs({ store, blobs, now });
  });

  const uploads = () => uploadsIn({ store, blobs, clock });
  const tidy = () => tidyBlobs({ store, blobs, now });
  async function begun(issue = first.id, bytes: Uint8Array = BYTES): Promise<string> {
    const id = newUpload();
    await uploads().begin(rita, id, announce(bytes, issue));
    return id;
  }
  async function attached(issue = first.id): Promise<void> {
    await uploads().append(rita, await begun(issue), 0, inChunks(BYTES, 9));
  }

  it('leaves what is needed', async () => {
    await attached();
    const id = await begun();
    await uploads().append(rita, id, 0, inChunks(BYTES.subarray(0, 40), 9));
    expect(await tidy()).toEqual(NOTHING);
    expect(await uploads().append(rita, id, 40, inChunks(BYTES.subarray(40), 9))).toMatchObject({
      ok: true,
    });
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
  });

  it('gives an upload up that did not go on for a day, and its pieces', async () => {
    const id = await begun();
    now += STALE_MS;
    await uploads().append(rita, id, 0, inChunks(BYTES.subarray(0, 40), 9));
    now += STALE_MS;
    expect(await tidy()).toEqual(NOTHING);
    now += 1;
    expect(await tidy()).toEqual({ uploads: 1, pieces: 3, contents: 0 });
    expect(await uploads().find(rita, id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await listed(blobs.listPieces())).toEqual([]);
  });

  it('removes the pieces of an upload whose issue was deleted', async () => {
    await uploads().append(rita, await begun(second.id), 0, inChunks(BYTES.subarray(0, 16), 9));
    await write(store, [removed('issue', second)]);
    expect(await tidy()).toEqual({ uploads: 0, pieces: 1, contents: 0 });
    await write(store, allMade({ issue: [second] }));
  });

  it('removes what a crash left: pieces and a content that no row knows', async () => {
    const stray = pieceName(newUpload(), newUpload());
    await blobs.put(stray, inChunks(BYTES, 9));
    await blobs.put(HASH, inChunks(BYTES, 9));
    expect(await tidy()).toEqual({ uploads: 0, pieces: 1, contents: 1 });
    expect(await blobs.size(HASH)).toBeNull();
  });

  it('removes a content with its last attachment, and not before', async () => {
    await attached();
    await attached();
    const [one, other] = await attachmentsOf(store, first.id);
    await store.write
      .deleteFrom('attachment')
      .where('id', '=', one?.id ?? '')
      .execute();
    expect(await tidy()).toEqual(NOTHING);
    expect(await releaseContent({ store, blobs }, HASH)).toBe(false);
    await store.write
      .deleteFrom('attachment')
      .where('id', '=', other?.id ?? '')
      .execute();
    expect(await releaseContent({ store, blobs }, HASH)).toBe(true);
    expect(await blobs.size(HASH)).toBeNull();
    expect(await tidy()).toEqual(NOTHING);
  });

  it('sees more blobs than it asks about at a time', { timeout: 60_000 }, async () => {
    const all = Array.from({ length: 501 }, (_, index) => Buffer.from(`content ${index}`));
    for (const bytes of all) await blobs.put(sha256Of(bytes), inChunks(bytes, 50));
    await attached();
    expect(await tidy()).toEqual({ uploads: 0, pieces: 0, contents: 501 });
    expect(await listed(blobs.listContents())).toEqual([HASH]);
  });

  it.each(['before the content is looked for', 'before it is attached'])(
    'keeps the content of an upload that finishes at the same time: %s',
    async (moment) => {
      // Left over, so that the upload finds it and stores nothing.
      await blobs.put(HASH, inChunks(BYTES, 9));
      const id = await begun();
      const tidied: unknown[] = [];
      const size: BlobStore['size'] = async (name) => {
        if (moment.includes('looked for')) tidied.push(await tidy());
        return await blobs.size(name);
      };
      const finishing = uploadsIn(
        { store, blobs: { ...blobs, size }, clock },
        {
          attach: async (...command) => {
            if (moment.includes('attached')) tidied.push(await tidy());
            return await attachIn(store)(...command);
          },
        },
      );
      const done = await finishing.append(rita, id, 0, inChunks(BYTES, 9));
      expect(done).toMatchObject({ ok: true, value: { offset: 100 } });
      expect(tidied).toEqual([NOTHING]);
      expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
    },
  );

  it('keeps the content of uploads that come and go while it runs', {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([attached(), tidy(), attached(second.id), tidy()]);
      expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
      await store.write.deleteFrom('attachment').execute();
    }
  });
});

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import { Uploads } from '#engine/blobs/uploads.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { first, rita, SMALL_WORLD } from '#tests/store/contract/small-world.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import { newUpload } from '#tests/support/blob-places.ts';
import { countingClock, scratchFolder } from '#tests/support/engine.ts';
import { announce, attachIn, attachmentsOf } from '#tests/support/upload-world.ts';

const SIZE = 100 * 1024 * 1024;
const CHUNK = 64 * 1024;

/**
 * The largest file there may be, through one buffer of 64 KiB that is filled anew for each chunk:
 * whoever held a chunk for longer than its turn would find other bytes in it, and another hash.
 */
async function* throughOneBuffer(): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(CHUNK);
  for (let at = 0; at < SIZE; at += CHUNK) {
    buffer.fill(0);
    buffer.writeUInt32BE(at);
    yield buffer;
  }
}

describe('100 MiB', () => {
  const folder = scratchFolder();
  let store: Store;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const [sqlite] = DATABASES;
    if (sqlite === undefined) throw new Error('There is no database.');
    ({ store, end } = await freshStore(sqlite));
    await write(store, allMade(SMALL_WORLD));
  });
  afterAll(async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come in without two chunks ever being held', { timeout: 60_000 }, async () => {
    const hash = createHash('sha256');
    for await (const chunk of throughOneBuffer()) hash.update(chunk);
    const sha256 = hash.digest('hex');
    const blobs = folderBlobs(join(folder, 'blobs'));
    const uploads = new Uploads({ store, blobs, clock: countingClock(), attach: attachIn(store) });
    const id = newUpload();
    await uploads.begin(rita, id, announce(Buffer.alloc(0), first.id, { size: SIZE, sha256 }));
    const sent = await uploads.append(rita, id, 0, throughOneBuffer());
    expect(sent).toMatchObject({ ok: true, value: { offset: SIZE } });
    expect(await blobs.size(sha256)).toBe(SIZE);
    expect(await attachmentsOf(store, first.id)).toMatchObject([{ size: SIZE, sha256 }]);
  });
});

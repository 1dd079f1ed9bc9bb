import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentId } from '#domain/ids.ts';
import { type BlobStore, BlobsUnavailable } from '#engine/blobs/blob-store.ts';
import { dispositionOf, findContent } from '#engine/blobs/open-content.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { ana, first, rita, SMALL_WORLD } from '#tests/store/contract/small-world.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import {
  BLOB_PLACES,
  inChunks,
  newUpload,
  sha256Of,
  someBytes,
  wholeOf,
} from '#tests/support/blob-places.ts';
import { countingClock } from '#tests/support/engine.ts';
import { anIssue, aUser } from '#tests/support/rows.ts';
import { announce, uploadsIn } from '#tests/support/upload-world.ts';

const BYTES = someBytes(100);
const stranger = aUser({ username: 'stranger' });
const confidential = anIssue({ number: 7, confidential: true, reporter: rita.id });

describe.each(DATABASES)('$name: the content of an attachment', (database) => {
  let store: Store;
  let blobs: BlobStore;
  let attachment: AttachmentId;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const [folder] = BLOB_PLACES;
    if (folder === undefined) throw new Error('There is no place for blobs.');
    const made = await freshStore(database);
    const kept = await folder.make();
    ({ store } = made);
    ({ blobs } = kept);
    ends.push(made.end, kept.end);
    const { user, issue, ...rest } = SMALL_WORLD;
    await write(
      store,
      allMade({ ...rest, user: [...user, stranger], issue: [...issue, confidential] }),
    );
    const id = newUpload();
    const uploads = uploadsIn({ store, blobs, clock: countingClock() });
    await uploads.begin(rita, id, announce(BYTES, confidential.id));
    const done = await uploads.append(rita, id, 0, inChunks(BYTES, 50));
    if (!done.ok || done.value.attachment === null) throw new Error('Nothing was attached.');
    ({ attachment } = done.value);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  it.each([
    ['its reporter', rita],
    ['an admin', ana],
  ])('is read by %s', async (_who, user) => {
    const content = await findContent({ store, blobs }, user, attachment);
    if (!content.ok) throw new Error(content.error.message);
    expect(content.value).toMatchObject({
      name: 'screen shot.png',
      mime: 'image/png',
      size: 100,
      disposition: 'inline',
    });
    const whole = await content.value.open();
    const part = await content.value.open({ start: 10, end: 19 });
    if (!whole.ok || !part.ok) throw new Error('It cannot be opened.');
    expect(await wholeOf(whole.value)).toEqual(BYTES);
    expect(await wholeOf(part.value)).toEqual(BYTES.subarray(10, 20));
  });

  it('looks as if it did not exist to whoever does not see its issue', async () => {
    const unseen = await findContent({ store, blobs }, stranger, attachment);
    const unknown = await findContent({ store, blobs }, rita, first.id as string as AttachmentId);
    expect(unseen).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(unseen).toEqual(unknown);
  });

  it('that cannot be reached, or is lost, is unavailable', async () => {
    const down = () => Promise.reject(new BlobsUnavailable(new Error('EIO')));
    for (const one of [{ ...blobs, read: down }, lost()]) {
      const content = await findContent({ store, blobs: one }, rita, attachment);
      const opened = content.ok && (await content.value.open());
      expect(opened).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
    }
  });

  function lost(): BlobStore {
    return { ...blobs, read: () => blobs.read(sha256Of(Buffer.from('nothing'))) };
  }
});

describe('a browser', () => {
  it.each([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'image/avif',
    'video/mp4',
    'video/webm',
    'text/plain',
  ])('shows %s', (mime) => {
    expect(dispositionOf(mime)).toBe('inline');
  });

  it.each([
    'image/svg+xml',
    'text/html',
    'application/xhtml+xml',
    'text/xml',
    'application/pdf',
    'text/javascript',
    'application/octet-stream',
    'image/x-unknown',
    '',
  ])('saves %j', (mime) => {
    expect(dispositionOf(mime)).toBe('attachment');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { type BlobStore, BlobsUnavailable } from '#engine/blobs/blob-store.ts';
import type { Uploads } from '#engine/blobs/uploads.ts';
import { failure } from '#protocol/result.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, freshStore } from '#tests/store/contract/databases.ts';
import { ana, first, rita, SMALL_WORLD, second } from '#tests/store/contract/small-world.ts';
import { allMade, changed, write } from '#tests/store/contract/write.ts';
import {
  BLOB_PLACES,
  bytesOf,
  inChunks,
  listed,
  newUpload,
  sha256Of,
  someBytes,
  thenBroken,
} from '#tests/support/blob-places.ts';
import { countingClock } from '#tests/support/engine.ts';
import { anIssue, aProject, aUser, idOf } from '#tests/support/rows.ts';
import { announce, attachIn, attachmentsOf, uploadsIn } from '#tests/support/upload-world.ts';

const BYTES = someBytes(100);
const HASH = sha256Of(BYTES);
const stranger = aUser({ username: 'stranger' });
const secret = aProject({ key: 'SEC', visibility: 'private', members: [rita.id] });
const hidden = anIssue({ number: 9, project: secret.id });

/** PostgreSQL with a service, SQLite with a folder: as they are run. */
const SETUPS = DATABASES.map((database) => {
  const place = BLOB_PLACES.find(
    ({ name }) => name === (database.name === 'postgres' ? 's3' : 'folder'),
  );
  if (place === undefined) throw new Error('There is no place for blobs.');
  return { name: `${database.name} and ${place.name}`, database, place };
});

describe.each(SETUPS)('$name: an upload', ({ database, place }) => {
  let store: Store;
  let blobs: BlobStore;
  let uploads: Uploads;
  let id: string;
  const clock = countingClock();
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const made = await freshStore(database);
    const kept = await place.make();
    ({ store } = made);
    ({ blobs } = kept);
    ends.push(made.end, kept.end);
    const { user, project, issue, ...rest } = SMALL_WORLD;
    await write(
      store,
      allMade({
        ...rest,
        user: [...user, stranger],
        project: [...project, secret],
        issue: [...issue, hidden],
      }),
    );
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  beforeEach(async () => {
    id = newUpload();
    uploads = uploadsIn({ store, blobs, clock });
    await store.write.deleteFrom('attachment').execute();
    await store.write.deleteFrom('upload').execute();
    for (const name of await listed(blobs.listContents())) await blobs.remove(name);
  });

  const begin = (bytes: Uint8Array = BYTES, over: object = {}, user: User = rita) =>
    uploads.begin(user, id, announce(bytes, first.id, over));
  const send = (from: number, to: number = BYTES.length, user: User = rita) =>
    uploads.append(user, id, from, inChunks(BYTES.subarray(from, to), 5));
  const refusal = (code: string, details?: unknown) => ({
    ok: false,
    error: details === undefined ? { code } : { code, details },
  });

  it('becomes an attachment of its maker with its last byte', async () => {
    expect(await begin()).toMatchObject({ ok: true, value: { offset: 0, size: 100 } });
    const sent = await send(0);
    expect(sent).toMatchObject({
      ok: true,
      value: { offset: 100, attachment: expect.any(String) },
    });
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
    expect(await attachmentsOf(store, first.id)).toEqual([
      {
        id: sent.ok && sent.value.attachment,
        name: 'screen shot.png',
        mime: 'image/png',
        size: 100,
        sha256: HASH,
        author: rita.id,
      },
    ]);
    expect(await listed(blobs.listPieces(id))).toEqual([]);
  });

  it.each(Array.from({ length: 21 }, (_, chunk) => chunk * 5))(
    'that is cut after %i bytes goes on from there',
    async (cut) => {
      await begin();
      const cutOff = await uploads.append(rita, id, 0, thenBroken(BYTES.subarray(0, cut)));
      expect(cutOff).toMatchObject({ ok: true, value: { offset: cut } });
      expect(await uploads.find(rita, id)).toMatchObject({ ok: true, value: { offset: cut } });
      expect(await send(cut)).toMatchObject({ ok: true, value: { offset: 100 } });
      expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
      expect(await attachmentsOf(store, first.id)).toHaveLength(1);
    },
  );

  it('of an empty file is attached as it is announced', async () => {
    const empty = Buffer.alloc(0);
    const done = await begin(empty);
    expect(done).toMatchObject({ ok: true, value: { offset: 0, attachment: expect.any(String) } });
    expect(await bytesOf(blobs, sha256Of(empty))).toEqual(empty);
    expect(await attachmentsOf(store, first.id)).toHaveLength(1);
  });

  it('tells afterwards what it became, however often it is asked', async () => {
    await begin();
    const done = await send(0);
    expect(await uploads.find(rita, id)).toEqual(done);
    expect(await begin()).toEqual(done);
    expect(await uploads.append(rita, id, 100, inChunks(Buffer.alloc(0), 1))).toEqual(done);
    expect(await attachmentsOf(store, first.id)).toHaveLength(1);
  });

  it('forgets what it was of once it is attached', async () => {
    await begin();
    await send(0);
    const row = await store.read.selectFrom('upload').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ name: '', mime: '', sha256: '', received: 100 });
  });

  it('announced again goes on; another under its id is refused', async () => {
    await begin();
    await send(0, 30);
    expect(await begin()).toMatchObject({ ok: true, value: { offset: 30 } });
    expect(await begin(BYTES, { name: 'other.png' })).toMatchObject(refusal('CONFLICT'));
    expect(await begin(BYTES, {}, ana)).toMatchObject(refusal('CONFLICT'));
    expect(await begin(BYTES, { issue: second.id })).toMatchObject(refusal('CONFLICT'));
  });

  it.each([0, 29, 31, 100, 1000])('that has 30 bytes takes none at %i', async (offset) => {
    await begin();
    await send(0, 30);
    const sent = await uploads.append(rita, id, offset, inChunks(BYTES, 5));
    expect(sent).toMatchObject(refusal('CONFLICT', { offset: 30 }));
    expect(await send(30)).toMatchObject({ ok: true });
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
  });

  it('takes the bytes of one of many that send at once, and tells the others where it is', async () => {
    await begin();
    const others = Array.from({ length: 4 }, () => uploadsIn({ store, blobs, clock }));
    let received = 0;
    while (received < BYTES.length) {
      const from = received;
      const answers = await Promise.all(
        others.map((one, index) =>
          one.append(rita, id, from, inChunks(BYTES.subarray(from, from + 20 + index), 3)),
        ),
      );
      for (const answer of answers) {
        if (!answer.ok) expect(answer.error.code).toBe('CONFLICT');
        const at = answer.ok ? answer.value.offset : offsetOf(answer.error.details);
        received = Math.max(received, at);
      }
      expect(received).toBeGreaterThan(from);
    }
    expect(await uploads.find(rita, id)).toMatchObject({ ok: true, value: { offset: 100 } });
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
    expect(await attachmentsOf(store, first.id)).toHaveLength(1);
  });

  it('keeps what it has when more comes than was announced', async () => {
    await begin();
    await send(0, 90);
    const more = Buffer.concat([BYTES.subarray(90), Buffer.from('!')]);
    const sent = await uploads.append(rita, id, 90, inChunks(more, 4));
    expect(sent).toMatchObject(refusal('PAYLOAD_TOO_LARGE', { offset: 90 }));
    expect(await send(90)).toMatchObject({ ok: true, value: { offset: 100 } });
    const again = await uploads.append(rita, id, 100, inChunks(Buffer.from('!'), 1));
    expect(again).toMatchObject(refusal('PAYLOAD_TOO_LARGE', { offset: 100 }));
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
  });

  it('is dropped with all its bytes when they are not what was announced', async () => {
    const claimed = sha256Of(Buffer.from('another'));
    await begin(BYTES, { sha256: claimed });
    expect(await send(0)).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION', field: 'sha256' },
    });
    expect(await uploads.find(rita, id)).toMatchObject(refusal('NOT_FOUND'));
    expect(await listed(blobs.listPieces(id))).toEqual([]);
    expect(await blobs.size(claimed)).toBeNull();
    expect(await attachmentsOf(store, first.id)).toEqual([]);
  });

  it('of a content that is there already must have it all the same', async () => {
    await begin();
    await send(0);
    id = newUpload();
    await begin(BYTES);
    const lies = await uploads.append(rita, id, 0, inChunks(Buffer.alloc(100), 50));
    expect(lies).toMatchObject(refusal('VALIDATION'));
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
    expect(await attachmentsOf(store, first.id)).toHaveLength(1);
  });

  it('of a content that is there already stores it once, and attaches it twice', async () => {
    await begin();
    await send(0);
    id = newUpload();
    await begin(BYTES, { name: 'again.png' });
    await send(0);
    expect(await listed(blobs.listContents())).toEqual([HASH]);
    const names = (await attachmentsOf(store, first.id)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['again.png', 'screen shot.png']);
  });

  it('mends a content that a disk has cut short', async () => {
    await blobs.put(HASH, inChunks(BYTES.subarray(0, 40), 40));
    await begin();
    await send(0);
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
  });

  it('goes back to what is there when a disk has lost a piece', async () => {
    const stopped = uploadsIn(
      { store, blobs: refusing(blobs, 'size'), clock },
      { attach: attachIn(store) },
    );
    await begin();
    expect(await stopped.append(rita, id, 0, inChunks(BYTES, 5))).toMatchObject(
      refusal('UNAVAILABLE'),
    );
    const { blob } = await store.read
      .selectFrom('upload_piece')
      .select('blob')
      .where('start', '=', 32)
      .executeTakeFirstOrThrow();
    await blobs.remove(blob);
    expect(await send(100)).toMatchObject(refusal('CONFLICT', { offset: 32 }));
    expect(await send(32)).toMatchObject({ ok: true, value: { offset: 100 } });
    expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
  });

  it.each(['put', 'size'] as const)(
    'goes on after the blobs could not be reached by %s',
    async (call) => {
      await begin();
      await send(0, 50);
      const cut = uploadsIn({ store, blobs: refusing(blobs, call), clock });
      expect(await cut.append(rita, id, 50, inChunks(BYTES.subarray(50), 5))).toMatchObject(
        refusal('UNAVAILABLE'),
      );
      const left = await uploads.find(rita, id);
      if (!left.ok) throw new Error(left.error.message);
      expect(await send(left.value.offset)).toMatchObject({ ok: true, value: { offset: 100 } });
      expect(await bytesOf(blobs, HASH)).toEqual(BYTES);
      expect(await attachmentsOf(store, first.id)).toHaveLength(1);
    },
  );

  it('whose attachment is refused is dropped, and says why', async () => {
    const refused = rejection('FORBIDDEN', 'The project is archived.');
    uploads = uploadsIn({ store, blobs, clock }, { attach: async () => failure(refused) });
    await begin();
    expect(await send(0)).toEqual({ ok: false, error: refused });
    expect(await uploads.find(rita, id)).toMatchObject(refusal('NOT_FOUND'));
    expect(await listed(blobs.listPieces(id))).toEqual([]);
  });

  it('is known to its maker alone', async () => {
    await begin();
    expect(await uploads.find(ana, id)).toMatchObject(refusal('NOT_FOUND'));
    expect(await send(0, 100, ana)).toMatchObject(refusal('NOT_FOUND'));
    expect(await uploads.find(rita, newUpload())).toMatchObject(refusal('NOT_FOUND'));
    expect(await uploads.find(rita, id)).toMatchObject({ ok: true, value: { offset: 0 } });
  });

  it('is not begun at an issue that one does not see, and ends when one sees it no longer', async () => {
    const there = { issue: hidden.id };
    expect(await begin(BYTES, there, stranger)).toMatchObject(refusal('NOT_FOUND'));
    expect(await begin(BYTES, { issue: idOf('nothing') })).toMatchObject(refusal('NOT_FOUND'));
    expect(await begin(BYTES, there)).toMatchObject({ ok: true });
    await write(store, [changed('project', secret, { members: [] })]);
    expect(await send(0)).toMatchObject(refusal('NOT_FOUND'));
    expect(await uploads.find(rita, id)).toMatchObject(refusal('NOT_FOUND'));
    await write(store, [changed('project', { ...secret, members: [] }, { members: [rita.id] })]);
  });

  it('is not begun in an archived project', async () => {
    await write(store, [changed('project', secret, { archived: true })]);
    expect(await begin(BYTES, { issue: hidden.id })).toMatchObject(refusal('FORBIDDEN'));
    await write(store, [changed('project', { ...secret, archived: true }, { archived: false })]);
  });

  it('names its issue by key too', async () => {
    expect(await begin(BYTES, { issue: 'pay-1' })).toMatchObject({ ok: true });
  });

  it.each([
    [{ name: '' }, 'VALIDATION', 'name'],
    [{ name: 'n'.repeat(256) }, 'VALIDATION', 'name'],
    [{ name: 'a\0b' }, 'VALIDATION', 'name'],
    [{ mime: 'image' }, 'VALIDATION', 'mime'],
    [{ mime: 'image/png\r\nX-Other: 1' }, 'VALIDATION', 'mime'],
    [{ size: -1 }, 'VALIDATION', 'size'],
    [{ size: 1.5 }, 'VALIDATION', 'size'],
    [{ sha256: HASH.slice(1) }, 'VALIDATION', 'sha256'],
    [{ path: '/etc' }, 'VALIDATION', 'path'],
    [{ size: 100 * 1024 * 1024 + 1 }, 'PAYLOAD_TOO_LARGE', 'size'],
  ])('announced with %j is refused: %s', async (over, code, field) => {
    const answer = await begin(BYTES, over);
    expect(answer).toMatchObject(refusal(code));
    expect(answer.ok ? null : answer.error.field).toBe(field);
  });

  it.each(['../../etc/passwd', 'C:\\x.png', 'Ünï 文件 “x”.png', '%00.png', '..'])(
    'keeps the name %j as it is',
    async (name) => {
      await begin(BYTES, { name });
      await send(0);
      expect(await attachmentsOf(store, first.id)).toMatchObject([{ name }]);
    },
  );
});

/** A store of blobs where one call fails as on a full disk. */
function refusing(blobs: BlobStore, call: 'put' | 'size'): BlobStore {
  const full = async () => Promise.reject(new BlobsUnavailable(new Error('ENOSPC')));
  return { ...blobs, [call]: full };
}

function offsetOf(details: unknown): number {
  const known = typeof details === 'object' && details !== null && 'offset' in details;
  if (!known || typeof details.offset !== 'number') throw new Error('No offset was told.');
  return details.offset;
}

import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlobStore, BlobsUnavailable, pieceName } from '#engine/blobs/blob-store.ts';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import {
  BLOB_PLACES,
  bytesOf,
  inChunks,
  listed,
  newUpload,
  sha256Of,
  someBytes,
  thenBroken,
  wholeOf,
} from '#tests/support/blob-places.ts';
import { scratchFolder } from '#tests/support/engine.ts';

const MIB = 1024 * 1024;
const piece = (upload: string) => pieceName(upload, newUpload());

describe.each(BLOB_PLACES)('$name: a blob store', ({ make }) => {
  let blobs: BlobStore;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ blobs, end } = await make());
  });
  afterAll(() => end());

  const kept = async (bytes: Uint8Array): Promise<string> => {
    await blobs.put(sha256Of(bytes), inChunks(bytes, 7));
    return sha256Of(bytes);
  };

  it.each([0, 1, 6, 7, 8, 1000])('gives back the %i bytes that it was given', async (length) => {
    const bytes = someBytes(length);
    const name = await kept(bytes);
    expect(await bytesOf(blobs, name)).toEqual(bytes);
    expect(await blobs.size(name)).toBe(length);
  });

  it('gives back what is larger than what it keeps in memory', { timeout: 60_000 }, async () => {
    const bytes = someBytes(21 * MIB + 3);
    const name = sha256Of(bytes);
    await blobs.put(name, inChunks(bytes, 1_000_003));
    const read = await bytesOf(blobs, name);
    expect(read?.equals(bytes)).toBe(true);
  });

  it.each([
    { start: 0, end: 0 },
    { start: 0, end: 99 },
    { start: 3, end: 12 },
    { start: 99, end: 99 },
  ])('reads from $start to $end alone', async (range) => {
    const bytes = someBytes(100);
    const stream = await blobs.read(await kept(bytes), range);
    if (stream === null) throw new Error('The blob is gone.');
    expect(await wholeOf(stream)).toEqual(bytes.subarray(range.start, range.end + 1));
  });

  it('has nothing under a name that was never put, and removes it without a word', async () => {
    const name = sha256Of(Buffer.from('never'));
    expect(await blobs.read(name)).toBeNull();
    expect(await blobs.size(name)).toBeNull();
    await blobs.remove(name);
  });

  it('takes the same content again', async () => {
    const bytes = someBytes(50);
    const name = await kept(bytes);
    await Promise.all([kept(bytes), kept(bytes)]);
    expect(await bytesOf(blobs, name)).toEqual(bytes);
  });

  it('keeps nothing of a content that breaks off, and throws on what broke it', async () => {
    const name = sha256Of(Buffer.from('broken'));
    await expect(blobs.put(name, thenBroken(someBytes(9)))).rejects.toThrow(
      'The connection was cut.',
    );
    expect(await blobs.size(name)).toBeNull();
  });

  it('keeps nothing of a large content that breaks off', { timeout: 60_000 }, async () => {
    const name = sha256Of(Buffer.from('broken late'));
    await expect(blobs.put(name, thenBroken(someBytes(17 * MIB)))).rejects.toThrow(
      'The connection was cut.',
    );
    expect(await blobs.size(name)).toBeNull();
  });

  it('removes and lists contents and pieces apart', async () => {
    const [one, other] = [newUpload(), newUpload()];
    const names = [piece(one), piece(one), piece(other)];
    for (const name of names) await blobs.put(name, inChunks(someBytes(5), 5));
    const content = await kept(someBytes(77));
    const gone = await kept(someBytes(78));
    await blobs.remove(gone);

    expect(await listed(blobs.listContents())).toContain(content);
    expect(await listed(blobs.listContents())).not.toContain(gone);
    expect(await listed(blobs.listPieces())).toEqual(names.toSorted());
    expect(await listed(blobs.listPieces(one))).toEqual(names.slice(0, 2).toSorted());
    for (const name of names) await blobs.remove(name);
    expect(await listed(blobs.listPieces())).toEqual([]);
  });

  it.each([
    '',
    'ab',
    '../etc/passwd',
    `uploads/../${'0'.repeat(64)}`,
    `uploads/${newUpload()}/..`,
    `${'a'.repeat(63)}A`,
    `${'a'.repeat(64)}\n`,
  ])('refuses the name %j', async (name) => {
    expect(() => blobs.read(name)).toThrow('is no name of a blob');
    expect(() => blobs.size(name)).toThrow('is no name of a blob');
    expect(() => blobs.put(name, inChunks(someBytes(1), 1))).toThrow('is no name of a blob');
    await expect(async () => blobs.remove(name)).rejects.toThrow('is no name of a blob');
  });

  it('survives that the last piece of an upload goes while another comes', async () => {
    const upload = newUpload();
    const names = Array.from({ length: 40 }, () => piece(upload));
    const coming = names.map(async (name) => {
      await blobs.put(name, inChunks(someBytes(3), 3));
      await blobs.remove(name);
    });
    await Promise.all(coming);
    expect(await listed(blobs.listPieces(upload))).toEqual([]);
  });
});

describe('a service that is gone', () => {
  it('is unavailable to every call', { timeout: 60_000 }, async () => {
    const s3 = BLOB_PLACES.find(({ name }) => name === 's3');
    if (s3 === undefined) throw new Error('There is no S3 to test.');
    const { blobs, end } = await s3.make();
    const name = sha256Of(someBytes(1));
    await end();
    await expect(blobs.put(name, inChunks(someBytes(1), 1))).rejects.toThrow(BlobsUnavailable);
    await expect(blobs.read(name)).rejects.toThrow(BlobsUnavailable);
    await expect(blobs.size(name)).rejects.toThrow(BlobsUnavailable);
    await expect(blobs.remove(name)).rejects.toThrow(BlobsUnavailable);
    await expect(listed(blobs.listContents())).rejects.toThrow(BlobsUnavailable);
  });
});

describe('a folder of blobs', () => {
  const folder = scratchFolder();
  const root = join(folder, 'blobs');
  const blobs = folderBlobs(root);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is readable by its owner alone', async () => {
    const bytes = someBytes(4);
    const name = sha256Of(bytes);
    await blobs.put(name, inChunks(bytes, 4));
    const path = join(root, name.slice(0, 2), name);
    expect(existsSync(path)).toBe(true);
    if (process.platform === 'win32') return;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, name.slice(0, 2))).mode & 0o777).toBe(0o700);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it('is unavailable where something else stands in its place', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    const put = folderBlobs(file).put(sha256Of(someBytes(1)), inChunks(someBytes(1), 1));
    await expect(put).rejects.toThrow(BlobsUnavailable);
  });

  it('drops what a killed put left behind, and leaves what is being put now', async () => {
    const unfinished = join(root, 'tmp');
    mkdirSync(unfinished, { recursive: true });
    const [old, young] = [join(unfinished, 'old'), join(unfinished, 'young')];
    for (const path of [old, young]) writeFileSync(path, 'half');
    utimesSync(old, 1000, 1000);
    utimesSync(young, 3000, 3000);
    await blobs.removeLeftovers(2_000_000);
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});

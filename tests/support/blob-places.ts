import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobStore } from '#engine/blobs/blob-store.ts';
import { openBlobs } from '#engine/blobs/open-blobs.ts';
import { scratchFolder } from './engine.ts';

/** A place for blobs, empty at first. */
export interface BlobPlaceForTests {
  readonly blobs: BlobStore;
  /** After it nothing answers any more. */
  end(): Promise<void>;
}

/** Both kinds of place: every test of the contract runs on each. */
export const BLOB_PLACES: readonly {
  readonly name: 'folder' | 's3';
  readonly make: () => Promise<BlobPlaceForTests>;
}[] = [
  {
    name: 'folder',
    make: async () => {
      const folder = scratchFolder();
      const blobs = await openBlobs({ kind: 'folder', folder: join(folder, 'blobs') });
      return { blobs, end: async () => rmSync(folder, { recursive: true, force: true }) };
    },
  },
  {
    name: 's3',
    make: async () => {
      // Loaded here, since most who use this file want no service.
      const { startFauxqs } = await import('fauxqs');
      const server = await startFauxqs({ port: 0, logger: false });
      server.createBucket('files');
      const blobs = await openBlobs({
        kind: 's3',
        bucket: 'files',
        prefix: 'team/one',
        endpoint: `http://127.0.0.1:${server.port}`,
        region: 'us-east-1',
        credentials: { id: 'key', secret: 'secret' },
      });
      return { blobs, end: () => server.stop() };
    },
  },
];

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that differ from place to place, so that any shift or swap shows. */
export function someBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 8) * 7) & 0xff;
  return bytes;
}

/** `bytes` as a stream of chunks. */
export async function* inChunks(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** `bytes`, and then the connection breaks. */
export async function* thenBroken(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
  throw new Error('The connection was cut.');
}

/** All bytes of a blob; null: there is none. */
export async function bytesOf(blobs: BlobStore, name: string): Promise<Buffer | null> {
  const stream = await blobs.read(name);
  return stream && (await wholeOf(stream));
}

export async function wholeOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

export async function listed(names: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const name of names) all.push(name);
  return all.toSorted();
}

export const newUpload = (): string => randomUUID();

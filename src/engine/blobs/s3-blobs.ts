import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  type BlobStore,
  blobPath,
  isContentName,
  isPieceName,
  keepWhole,
  piecesPath,
  reaching,
} from './blob-store.ts';
import type { S3Place } from './open-blobs.ts';

/** One part is in memory at a time. The service takes at most 10,000, which is far above 100 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const CONNECT_MS = 5_000;
/** How long a connection may be silent. */
const SILENT_MS = 60_000;
const ATTEMPTS = 3;

/**
 * Blobs in a bucket of an S3-compatible service. A part that a killed process left of a large file
 * is the bucket's to remove, by its lifecycle rule (AbortIncompleteMultipartUpload).
 */
export function s3Blobs(place: S3Place): BlobStore {
  const client = new S3Client({
    // Most services besides Amazon's take the bucket in the path alone.
    ...(place.endpoint === null ? {} : { endpoint: place.endpoint, forcePathStyle: true }),
    region: place.region,
    ...(place.credentials === null ? {} : { credentials: keysOf(place.credentials) }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
    // The signature covers the bytes already; other services do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const start = place.prefix === '' ? '' : `${place.prefix}/`;
  const at = (name: string) => ({ Bucket: place.bucket, Key: `${start}${blobPath(name)}` });

  async function* list(path: string): AsyncGenerator<string> {
    const input = { Bucket: place.bucket, Prefix: `${start}${path}` };
    const pages = paginateListObjectsV2({ client }, input)[Symbol.asyncIterator]();
    for (;;) {
      const page = await reaching(() => pages.next());
      if (page.done) return;
      for (const { Key } of page.value.Contents ?? []) {
        if (Key !== undefined) yield Key.slice(start.length);
      }
    }
  }

  return {
    put: (name, content) => {
      const target = at(name);
      return keepWhole(content, async (watched) => {
        const upload = new Upload({
          client,
          params: { ...target, Body: Readable.from(watched) },
          partSize: PART_BYTES,
          queueSize: 1,
        });
        await upload.done();
      });
    },
    read: (name, range) => {
      const from = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
      const command = new GetObjectCommand({ ...at(name), ...from });
      return reaching(async () => {
        const found = await orNull(() => client.send(command));
        if (found === null) return null;
        if (!(found.Body instanceof Readable)) throw new Error('The service sent no content.');
        return found.Body;
      });
    },
    size: (name) => {
      const command = new HeadObjectCommand(at(name));
      return reaching(
        async () => (await orNull(() => client.send(command)))?.ContentLength ?? null,
      );
    },
    remove: async (name) => {
      const command = new DeleteObjectCommand(at(name));
      await reaching(() => client.send(command));
    },
    listContents: async function* () {
      for await (const path of list('')) {
        const name = path.slice(3);
        if (isContentName(name) && path === blobPath(name)) yield name;
      }
    },
    listPieces: async function* (upload) {
      for await (const path of list(piecesPath(upload))) if (isPieceName(path)) yield path;
    },
    removeLeftovers: () => Promise.resolve(),
  };
}

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    const isAbsent =
      error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name);
    if (isAbsent) return null;
    throw error;
  }
}

function keysOf({ id, secret }: NonNullable<S3Place['credentials']>) {
  return { accessKeyId: id, secretAccessKey: secret };
}

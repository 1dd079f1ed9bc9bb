import type { Readable } from 'node:stream';
import type { AttachmentId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { contentOf } from '#store/contents.ts';
import type { Store } from '#store/store.ts';
import { findIssue } from '../queries/find-issue.ts';
import { type BlobStore, BlobsUnavailable, type ByteRange } from './blob-store.ts';

/** Whether a browser may show a content in its own window, or only save it. */
export type Disposition = 'inline' | 'attachment';

export interface Content {
  readonly name: string;
  readonly mime: string;
  /** Bytes of the whole. */
  readonly size: number;
  readonly disposition: Disposition;
  /** The bytes, or some of them. Whoever gets the stream reads or destroys it. */
  open(range?: ByteRange): Promise<Result<Readable>>;
}

/** What runs no script, whatever its bytes are; SVG and HTML do. */
const SHOWN: ReadonlySet<string> = new Set([
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
  'video/mp4',
  'video/ogg',
  'video/quicktime',
  'video/webm',
]);

/** Common raster images, common video and plain text are shown; all else is saved. */
export function dispositionOf(mime: string): Disposition {
  return SHOWN.has(mime) ? 'inline' : 'attachment';
}

export interface ContentParts {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/** An attachment's content, for whoever sees its issue; NOT_FOUND for all others. */
export async function findContent(
  { store, blobs }: ContentParts,
  user: User,
  attachment: AttachmentId,
): Promise<Result<Content>> {
  const found = await contentOf(store.read, attachment);
  if (found === undefined) return failure(UNKNOWN);
  const issue = await findIssue(found.issue, { store, user });
  if (!issue.ok) return failure(UNKNOWN);
  const { name, mime, size, sha256 } = found;
  return success({
    name,
    mime,
    size,
    disposition: dispositionOf(mime),
    open: (range) => openBytes(blobs, sha256, range),
  });
}

async function openBytes(
  blobs: BlobStore,
  sha256: string,
  range: ByteRange | undefined,
): Promise<Result<Readable>> {
  try {
    const stream = await blobs.read(sha256, range);
    return stream === null ? failure(LOST) : success(stream);
  } catch (error) {
    if (error instanceof BlobsUnavailable) return failure(UNREACHABLE);
    throw error;
  }
}

const UNKNOWN = rejection(
  'NOT_FOUND',
  'There is no such attachment, or you do not see it. Look it up again.',
);
const UNREACHABLE: Rejection = rejection(
  'UNAVAILABLE',
  'Files cannot be read at the moment. Try again in a while.',
);
const LOST: Rejection = rejection(
  'UNAVAILABLE',
  'The content of this file is missing. Ask an admin to bring it back from a backup.',
);

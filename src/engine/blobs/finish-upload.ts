import { createHash } from 'node:crypto';
import {
  type AttachmentId,
  type CommandId,
  deriveId,
  type IssueId,
  type UserId,
} from '#domain/ids.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Store } from '#store/store.ts';
import {
  closeUpload,
  dropUpload,
  findUpload,
  type Piece,
  piecesOf,
  rewindUpload,
  touchUpload,
  type Upload,
} from '#store/uploads.ts';
import type { Clock } from '../clock.ts';
import { type BlobStore, BlobsUnavailable } from './blob-store.ts';
import {
  dropped,
  stateOf,
  type UploadState,
  unavailable,
  wrongContent,
  wrongOffset,
} from './upload-state.ts';

/** The arguments of the command that attaches a file whose content is kept. */
export interface AttachmentToAdd {
  readonly id: AttachmentId;
  readonly issue: IssueId;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
}

/** Decides `attachment.add` as this person, under this command id; again: the same outcome. */
export type Attach = (
  user: UserId,
  command: CommandId,
  attachment: AttachmentToAdd,
) => Promise<Result<null>>;

export interface FinishParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly attach: Attach;
}

/** The content is not what was announced. */
class WrongContent extends Error {}

/** Bytes that the row counts are not there. */
class LostPiece extends Error {
  readonly start: number;
  constructor(start: number) {
    super(`The piece at byte ${start} is gone.`);
    this.start = start;
  }
}

/**
 * Makes the attachment of an upload whose bytes have all come. Each step may be cut off and done
 * again, by two processes at once too: the content lies under its hash, the command under the
 * upload's id.
 *
 * The upload's row names the hash until the attachment does, and it is written before the content
 * is looked for. So nothing that tidying removes under the store's lock is ever relied on here.
 */
export async function finishUpload(parts: FinishParts, id: string): Promise<Result<UploadState>> {
  const { store, clock } = parts;
  const whole = await store.transaction(async (tx): Promise<Whole | Result<UploadState>> => {
    const upload = await findUpload(tx.db, id);
    if (upload === undefined) return failure(dropped);
    if (upload.attachment !== null || upload.received < upload.size) {
      return success(stateOf(upload));
    }
    await touchUpload(tx, id, clock.now());
    return { upload, pieces: await piecesOf(tx.db, id) };
  });
  if ('ok' in whole) return whole;
  try {
    await storeContent(parts.blobs, whole);
  } catch (error) {
    return await whatNow(parts, id, error);
  }
  return await attachContent(parts, whole.upload);
}

interface Whole {
  readonly upload: Upload;
  readonly pieces: readonly Piece[];
}

/** Stores the content once; where it is there already, whoever sends it proves to have it. */
async function storeContent(blobs: BlobStore, { upload, pieces }: Whole): Promise<void> {
  const content = checked(joined(blobs, pieces), upload.sha256);
  const present = await blobs.size(upload.sha256);
  if (present !== upload.size) return await blobs.put(upload.sha256, content);
  for await (const _ of content);
}

async function* joined(blobs: BlobStore, pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const { start, blob } of pieces) {
    const piece = await blobs.read(blob);
    if (piece === null) throw new LostPiece(start);
    try {
      yield* piece as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw new BlobsUnavailable(error);
    }
  }
}

async function* checked(
  content: AsyncIterable<Uint8Array>,
  sha256: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new WrongContent();
}

async function whatNow(
  parts: FinishParts,
  id: string,
  error: unknown,
): Promise<Result<UploadState>> {
  if (error instanceof BlobsUnavailable) return failure(unavailable);
  if (error instanceof LostPiece) return await rewind(parts, id, error.start);
  if (!(error instanceof WrongContent)) throw error;
  await parts.store.transaction((tx) => dropUpload(tx, id));
  await removePieces(parts.blobs, id);
  return failure(wrongContent);
}

/** Another process has finished meanwhile and removed the pieces, or a disk lost one. */
async function rewind(
  { store }: FinishParts,
  id: string,
  offset: number,
): Promise<Result<UploadState>> {
  return await store.transaction(async (tx): Promise<Result<UploadState>> => {
    const upload = await findUpload(tx.db, id);
    if (upload === undefined) return failure(dropped);
    if (upload.attachment !== null) return success(stateOf(upload));
    await rewindUpload(tx, id, offset);
    return failure(wrongOffset(offset));
  });
}

async function attachContent(parts: FinishParts, upload: Upload): Promise<Result<UploadState>> {
  const { id, issue, name, mime, size, sha256 } = upload;
  const command = id as CommandId;
  const attachment = deriveId<AttachmentId>(command, 0);
  const file = { id: attachment, issue, name, mime, size, sha256 };
  const attached = await parts.attach(upload.user, command, file);
  await parts.store.transaction((tx) =>
    attached.ok ? closeUpload(tx, id, attachment) : dropUpload(tx, id),
  );
  await removePieces(parts.blobs, id);
  if (attached.ok) return success(stateOf({ ...upload, attachment }));
  return attached.error.code === 'NOT_FOUND' ? failure(dropped) : attached;
}

/** What cannot be removed now, tidying finds. */
async function removePieces(blobs: BlobStore, upload: string): Promise<void> {
  try {
    for await (const name of blobs.listPieces(upload)) await blobs.remove(name);
  } catch (error) {
    if (!(error instanceof BlobsUnavailable)) throw error;
  }
}

import { type ParsedUploadRequest, parseUploadRequest } from '#domain/attachment/upload-request.ts';
import type { UserId } from '#domain/ids.ts';
import { can } from '#domain/permissions.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { addPiece, addUpload, findUpload, type Upload } from '#store/uploads.ts';
import { type FoundIssue, findIssue } from '../queries/find-issue.ts';
import { BlobsUnavailable, pieceName } from './blob-store.ts';
import { type FinishParts, finishUpload } from './finish-upload.ts';
import { IncomingBytes } from './incoming-bytes.ts';
import {
  dropped,
  stateOf,
  tooMuch,
  type UploadState,
  unavailable,
  wrongOffset,
} from './upload-state.ts';

/** A piece is what a broken connection costs at most where the store fails; S3 takes it as one part. */
const PIECE_BYTES = 8 * 1024 * 1024;

export interface UploadsOptions extends FinishParts {
  /** How many bytes are kept at a time, the last piece aside. */
  readonly pieceBytes?: number;
}

/**
 * Files that come in over however many requests, through however many processes. The row of an
 * upload is the truth: bytes count once a transaction has added their piece to it, and a piece is
 * added only where the row ends. Bytes that lost such a race are removed, or left to `tidyBlobs`.
 */
export class Uploads {
  readonly #parts: FinishParts;
  readonly #pieceBytes: number;

  constructor({ pieceBytes = PIECE_BYTES, ...parts }: UploadsOptions) {
    this.#parts = parts;
    this.#pieceBytes = pieceBytes;
  }

  /**
   * Announces a file. The same announcement again, under the same id, goes on with the same upload.
   * An empty file is attached at once.
   * @param id a UUIDv7, from which the attachment's is derived
   * @param request an `UploadRequest`, not yet parsed
   */
  async begin(user: User, id: string, request: unknown): Promise<Result<UploadState>> {
    const parsed = parseUploadRequest(request);
    if (!parsed.ok) return failure(parsed.rejection);
    const found = await this.#attachable(user, parsed.request.issue);
    if (!found.ok) return found;
    const { issue } = found.value;
    const { store, clock } = this.#parts;
    const upload = await store.transaction(async (tx): Promise<Result<Upload>> => {
      const present = await findUpload(tx.db, id);
      if (present !== undefined) {
        const same = isSame(present, user.id, parsed.request, issue.id);
        return same ? success(present) : failure(ID_TAKEN);
      }
      const fresh = { ...parsed.request, id, user: user.id, issue: issue.id };
      const added = await addUpload(tx, fresh, clock.now());
      return added ? success({ ...fresh, received: 0, attachment: null }) : failure(dropped);
    });
    return upload.ok ? await this.#goOn(upload.value) : upload;
  }

  /** How far an upload is; NOT_FOUND for all but its maker. */
  async find(user: User, id: string): Promise<Result<UploadState>> {
    const upload = await this.#own(user, id);
    return upload.ok ? success(stateOf(upload.value)) : upload;
  }

  /**
   * Adds the bytes of `content`, which must begin at `offset`: as many as come before it ends or
   * breaks off. The last byte checks the whole and attaches it; where that could not be done, the
   * same call with nothing more to add does it again. What is refused is not read to its end.
   *
   * CONFLICT: `offset` is not where the upload ends; `details.offset` is. PAYLOAD_TOO_LARGE: more
   * came than was announced; nothing past `details.offset` was kept. VALIDATION: the whole is not
   * what was announced; the upload is gone. UNAVAILABLE: go on later from where `find` says.
   */
  async append(
    user: User,
    id: string,
    offset: number,
    content: AsyncIterable<Uint8Array>,
  ): Promise<Result<UploadState>> {
    const found = await this.#own(user, id);
    if (!found.ok) return found;
    const upload = found.value;
    if (upload.received !== offset) return failure(wrongOffset(upload.received));
    const incoming = new IncomingBytes(content);
    let received = offset;
    while (received < upload.size && (await incoming.hasMore())) {
      const added = await this.#addPiece(upload, received, incoming);
      if (!added.ok) return added;
      received = added.value;
    }
    if (received === offset && (await incoming.hasMore())) return failure(tooMuch(upload, offset));
    return await this.#goOn({ ...upload, received });
  }

  async #goOn(upload: Upload): Promise<Result<UploadState>> {
    const isWhole = upload.received === upload.size && upload.attachment === null;
    return isWhole ? await finishUpload(this.#parts, upload.id) : success(stateOf(upload));
  }

  /** Keeps the next piece and adds it to the row: the offset after it. */
  async #addPiece(upload: Upload, start: number, incoming: IncomingBytes): Promise<Result<number>> {
    const { blobs, clock } = this.#parts;
    const left = upload.size - start;
    const blob = pieceName(upload.id, clock.newId());
    let size = 0;
    let isTooMuch = false;
    const most = Math.min(left, this.#pieceBytes);
    async function* piece() {
      for await (const chunk of incoming.take(most)) {
        size += chunk.length;
        yield chunk;
      }
      isTooMuch = size === left && (await incoming.hasMore());
      if (isTooMuch) throw new Error('More came than was announced.');
    }
    try {
      await blobs.put(blob, piece());
    } catch (error) {
      if (isTooMuch) return failure(tooMuch(upload, start));
      if (error instanceof BlobsUnavailable) return failure(unavailable);
      throw error;
    }
    const refusal = await this.#commit(upload.id, { start, size, blob });
    if (refusal === null) return success(start + size);
    await blobs.remove(blob).catch(leaveToTidying);
    return failure(refusal);
  }

  async #commit(
    id: string,
    piece: { readonly start: number; readonly size: number; readonly blob: string },
  ): Promise<Rejection | null> {
    const { store, clock } = this.#parts;
    return await store.transaction(async (tx) => {
      const now = await findUpload(tx.db, id);
      if (now === undefined) return dropped;
      if (now.received !== piece.start) return wrongOffset(now.received);
      await addPiece(tx, id, piece, clock.now());
      return null;
    });
  }

  async #own(user: User, id: string): Promise<Result<Upload>> {
    const upload = await findUpload(this.#parts.store.read, id);
    if (upload?.user !== user.id) return failure(dropped);
    const found = await this.#attachable(user, upload.issue);
    if (found.ok) return success(upload);
    // Whoever no longer sees the issue has no upload at it: which issue it was is not named either.
    return found.error.code === 'NOT_FOUND' ? failure(dropped) : found;
  }

  async #attachable(user: User, issue: string): Promise<Result<FoundIssue>> {
    const found = await findIssue(issue, { store: this.#parts.store, user });
    if (!found.ok) return found;
    const permission = can(user, 'issue.attach', found.value);
    return permission.ok ? found : failure(rejection('FORBIDDEN', permission.reason));
  }
}

const ID_TAKEN = rejection('CONFLICT', 'This id is taken. Begin the upload under a new one.', {
  field: 'id',
});

/** A finished upload has forgotten what it was; its maker is told what became of it. */
function isSame(
  present: Upload,
  user: UserId,
  request: Extract<ParsedUploadRequest, { ok: true }>['request'],
  issue: string,
): boolean {
  if (present.user !== user || present.issue !== issue || present.size !== request.size)
    return false;
  return (
    present.attachment !== null ||
    (present.name === request.name &&
      present.mime === request.mime &&
      present.sha256 === request.sha256)
  );
}

function leaveToTidying(error: unknown): void {
  if (!(error instanceof BlobsUnavailable)) throw error;
}

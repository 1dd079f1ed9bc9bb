import type { IssueId } from '#domain/ids.ts';
import type { BlobStore } from '#engine/blobs/blob-store.ts';
import type { Attach } from '#engine/blobs/finish-upload.ts';
import { Uploads } from '#engine/blobs/uploads.ts';
import type { Clock } from '#engine/clock.ts';
import { success } from '#protocol/result.ts';
import type { Store } from '#store/store.ts';
import { sha256Of } from './blob-places.ts';

/** Adds the attachment's row, once under its id. */
export function attachIn(store: Store): Attach {
  return async (user, _command, { issue, ...file }) => {
    await store.transaction(async (tx) => {
      await tx.numbers.look({ user: [user], issue: [issue] });
      await tx.db
        .insertInto('attachment')
        .values({
          ...file,
          issue: tx.numbers.seq(issue),
          comment: null,
          author: tx.numbers.n('user', user),
          created_at: 1,
          updated_at: 1,
          version: tx.version,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    });
    return success(null);
  };
}

export interface UploadWorld {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** Uploads of a small piece size, so that a short file comes in several. */
export function uploadsIn(world: UploadWorld, over: { attach?: Attach; pieceBytes?: number } = {}) {
  return new Uploads({ ...world, attach: attachIn(world.store), pieceBytes: 16, ...over });
}

/** What a client says of a file before it sends it. */
export function announce(bytes: Uint8Array, issue: IssueId, over: object = {}) {
  return {
    issue,
    name: 'screen shot.png',
    mime: 'image/png',
    size: bytes.length,
    sha256: sha256Of(bytes),
    ...over,
  };
}

/** The attachments of an issue, oldest first. */
export async function attachmentsOf(store: Store, issue: IssueId) {
  return await store.read
    .selectFrom('attachment')
    .innerJoin('issue', 'issue.seq', 'attachment.issue')
    .innerJoin('user', 'user.n', 'attachment.author')
    .select(['attachment.id', 'attachment.name', 'attachment.mime', 'attachment.size'])
    .select(['attachment.sha256', 'user.id as author'])
    .where('issue.id', '=', issue)
    .orderBy('attachment.id')
    .execute();
}

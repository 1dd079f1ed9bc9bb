import type { AttachmentId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Upload } from '#store/uploads.ts';

/** How far an upload is. */
export interface UploadState {
  readonly id: string;
  /** How many bytes have come; the next begin here. */
  readonly offset: number;
  /** Bytes, as announced. */
  readonly size: number;
  /** What it became; null while it comes in. */
  readonly attachment: AttachmentId | null;
}

export function stateOf({ id, received, size, attachment }: Upload): UploadState {
  return { id, offset: received, size, attachment };
}

export const dropped = rejection(
  'NOT_FOUND',
  'There is no such upload, or it is not yours. Begin it again.',
);

export const unavailable = rejection(
  'UNAVAILABLE',
  'Files cannot be kept at the moment. Nothing that came whole is lost: go on in a while.',
);

export const wrongContent = rejection(
  'VALIDATION',
  'The file did not arrive as announced: its SHA-256 is another. Upload it again.',
  { field: 'sha256' },
);

export function wrongOffset(offset: number): Rejection {
  const message = `The upload goes on at byte ${offset}. Send what follows from there.`;
  return rejection('CONFLICT', message, { details: { offset } });
}

export function tooMuch({ size }: Pick<Upload, 'size'>, offset: number): Rejection {
  const message = `More than the announced ${size} bytes came. Go on at byte ${offset}, or begin again.`;
  return rejection('PAYLOAD_TOO_LARGE', message, { details: { offset } });
}

import { z } from 'zod';
import type { AttachmentId, CommentId, Instant, IssueId, UserId } from '../ids.ts';
import { nameText } from '../text.ts';

/** A file at an issue, or at one of its comments. Its content is kept once, under its SHA-256. */
export interface Attachment {
  readonly id: AttachmentId;
  readonly issue: IssueId;
  /** null: attached to the issue itself. */
  readonly comment: CommentId | null;
  readonly name: string;
  /** Such as `image/png`, without parameters. */
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Small hexadecimal digits. */
  readonly sha256: string;
  readonly author: UserId;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

const MIB = 1024 * 1024;
export const MAX_ATTACHMENT_BYTES = 100 * MIB;

export const attachmentName = nameText('The file name', 1, 255);
/** RFC 6838: a type and a subtype. */
export const mime = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/,
    'A media type is written type/subtype, such as image/png.',
  );
export const attachmentSize = z
  .int()
  .min(0)
  .max(MAX_ATTACHMENT_BYTES, 'The file is over 100 MiB. Attach a smaller one.');
export const sha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits.');

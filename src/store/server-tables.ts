/*
 * What a team server keeps beside the rows of the domain: sessions, answered requests, and files
 * that are coming in.
 */

/** A signed-in client of a team server: a family of refresh tokens. Deleting it ends it at once. */
export interface AuthSessionTable {
  id: string;
  user: number;
  created_at: number;
}

export interface RefreshTokenTable {
  /** SHA-256 of the token, base64url; the token itself is never kept. */
  hash: string;
  session: string;
  expires_at: number;
  /** When it was exchanged; a second time revokes its session. */
  used_at: number | null;
}

/** Opens one live stream, once. */
export interface EventTicketTable {
  hash: string;
  session: string;
  expires_at: number;
  /** When the stream that it opens must end: with the access token that asked for it. */
  stream_until: number;
}

/** What a request with an Idempotency-Key was answered. */
export interface IdempotencyTable {
  user: number;
  /** Method and pattern, such as `POST /api/issues/:id/comments`. */
  route: string;
  key: string;
  request_hash: string;
  status: number;
  /** JSON: headers and body. */
  answer: string;
  at: number;
}

/**
 * A file that is coming in pieces; it becomes an attachment with its last byte. Then `name`, `mime`
 * and `sha256` are emptied: the row only tells for a while what became of the upload.
 */
export interface UploadTable {
  id: string;
  user: number;
  issue: number;
  name: string;
  mime: string;
  /** Bytes, as announced. */
  size: number;
  /** Of the whole content, as announced; while it is named here, the blob store keeps it. */
  sha256: string;
  /** How many bytes have come: the sum of its pieces. */
  received: number;
  /** The id of the attachment that it became; null while it comes in. */
  attachment: string | null;
  /** When it was begun or last went on. */
  progress_at: number;
}

/** A stretch of an upload's bytes; the pieces of an upload follow each other without a gap. */
export interface UploadPieceTable {
  upload: string;
  /** The offset of its first byte. */
  start: number;
  size: number;
  /** The name under which the blob store keeps its bytes. */
  blob: string;
}

/*
 * What a team server keeps beside the rows of the domain: sessions, answered requests, and files
 * that are coming in.
 */

/** A signed-in client of a team server: a family of refresh tokens. Deleting it ends it at once. */
export interface AuthSessionTable {
  /** Named by the access tokens of the session. */
  id: string;
  /** `user.n`. */
  user: number;
  /** When they signed in. */
  created_at: number;
}

/** Continues a session once. */
export interface RefreshTokenTable {
  /** SHA-256 of the token, base64url; the token itself is never kept. */
  hash: string;
  /** `auth_session.id`. */
  session: string;
  /** Not good from then on. */
  expires_at: number;
  /** When it was exchanged; a second time revokes its session. */
  used_at: number | null;
}

/** Opens one live stream, once. */
export interface EventTicketTable {
  /** SHA-256 of the ticket. */
  hash: string;
  /** `auth_session.id`. */
  session: string;
  /** Not good from then on. */
  expires_at: number;
  /** When the stream that it opens must end: with the access token that asked for it. */
  stream_until: number;
}

/** What a request with an Idempotency-Key was answered. */
export interface IdempotencyTable {
  /** `user.n`. */
  user: number;
  /** Method and pattern, such as `POST /api/issues/:id/comments`. */
  route: string;
  /** As the header gave it. */
  key: string;
  /** Of the request, so that a key used for another is noticed. */
  request_hash: string;
  /** The status of the answer. */
  status: number;
  /** JSON: headers and body. */
  answer: string;
  /** When it was answered. */
  at: number;
}

/**
 * A file that is coming in pieces; it becomes an attachment with its last byte. Then `name`, `mime`
 * and `sha256` are emptied: the row only tells for a while what became of the upload.
 */
export interface UploadTable {
  /** UUIDv7. */
  id: string;
  /** Who sends it: `user.n`. */
  user: number;
  /** `issue.seq`. */
  issue: number;
  /** The name of the file. */
  name: string;
  /** Its media type, as announced. */
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
  /** `upload.id`. */
  upload: string;
  /** The offset of its first byte. */
  start: number;
  /** Bytes. */
  size: number;
  /** The name under which the blob store keeps its bytes. */
  blob: string;
}

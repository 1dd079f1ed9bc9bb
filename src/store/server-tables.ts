/*
 * What a team server keeps beside the rows of the domain: sessions, answered requests, and files
 * that are coming in.
 */

/** A signed-in client of a team server: a family of refresh tokens. Deleting it ends it at once. */
export interface AuthSessionTable {
  /** Named by the access tokens of the session. */
  id: string;
  /** Who signed in. */
  user: number;
  /** When they signed in. */
  created_at: number;
}

/** Continues a session once. */
export interface RefreshTokenTable {
  /** SHA-256 of the token, base64url; the token itself is never kept. */
  hash: string;
  /** The session that it continues. */
  session: string;
  /** Not good from then on. */
  expires_at: number;
  /** When it was exchanged; a second time ends its session. null: it was not. */
  used_at: number | null;
}

/** Opens one live stream, once. */
export interface EventTicketTable {
  /** SHA-256 of the ticket, base64url. */
  hash: string;
  /** The session that drew it. */
  session: string;
  /** Not good from then on. */
  expires_at: number;
  /** When the stream that it opens must end: with the access token that asked for it. */
  stream_until: number;
}

/** What a request with an Idempotency-Key was answered; kept for a day. */
export interface IdempotencyTable {
  /** Who sent it. */
  user: number;
  /** Method and pattern, such as `POST /api/issues/:id/comments`. */
  route: string;
  /** As the header gave it. */
  key: string;
  /** SHA-256 of its address and body: tells a key that is used for something else. */
  request_hash: string;
  /** The HTTP status of the answer. */
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
  /** A UUID, which is that of the attaching command too. */
  id: string;
  /** Who sends it. */
  user: number;
  /** The issue that it is for. */
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
  /** `attachment.id` of what it became; null while it comes in. */
  attachment: string | null;
  /** When it was begun or last went on. */
  progress_at: number;
}

/** A stretch of an upload's bytes; the pieces of an upload follow each other without a gap. */
export interface UploadPieceTable {
  /** The upload. */
  upload: string;
  /** The offset of its first byte. */
  start: number;
  /** Bytes. */
  size: number;
  /** The name under which the blob store keeps its bytes. */
  blob: string;
}

import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both counted from 0 and both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where bytes lie under a name. A name is either the SHA-256 of a content, or that of a piece of an
 * upload (`pieceName`); any other throws. Names are never reused for other bytes.
 *
 * Every method throws BlobsUnavailable where the disk or the service refuses.
 */
export interface BlobStore {
  /**
   * Keeps `content` under `name`: whole and lasting when this resolves, not at all when it rejects.
   * What `content` throws is thrown on as it is. Read chunk by chunk, a bounded number at a time.
   */
  put(name: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes; null: there are none of this name. Whoever gets the stream reads or destroys it. */
  read(name: string, range?: ByteRange): Promise<Readable | null>;
  /** How many bytes there are; null: none of this name. */
  size(name: string): Promise<number | null>;
  /** Nothing happens where there is nothing. */
  remove(name: string): Promise<void>;
  /** The hashes of all contents, in no order. */
  listContents(): AsyncIterable<string>;
  /** The names of all pieces, or of those of one upload, in no order. */
  listPieces(upload?: string): AsyncIterable<string>;
  /** Removes what interrupted puts left that were begun before this instant. */
  removeLeftovers(before: number): Promise<void>;
}

/** The disk is full or broken, or the service does not answer: try again later. */
export class BlobsUnavailable extends Error {
  override readonly name = 'BlobsUnavailable';
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The files cannot be reached: ${why}`, { cause });
  }
}

const HASH = /^[0-9a-f]{64}$/;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PIECE = new RegExp(`^uploads/(${UUID})/${UUID}$`);
const ONE_UUID = new RegExp(`^${UUID}$`);

export const PIECES_FOLDER = 'uploads';

/**
 * The name of a piece. Each attempt to append gets an id of its own, so that two that write the
 * same stretch at once never write over each other; the store's row says whose counts.
 */
export function pieceName(upload: string, piece: string): string {
  return checked(`${PIECES_FOLDER}/${upload}/${piece}`);
}

/** The upload to which a piece belongs. */
export function uploadOfPiece(name: string): string {
  const upload = PIECE.exec(name)?.[1];
  if (upload === undefined) throw new Error(`${name} names no piece.`);
  return upload;
}

/** Whether this is a hash of a content. */
export function isContentName(name: string): boolean {
  return HASH.test(name);
}

/** Whether this is the name of a piece. */
export function isPieceName(name: string): boolean {
  return PIECE.test(name);
}

/** Where the pieces of an upload lie, or of all, as a path that ends in a slash. */
export function piecesPath(upload?: string): string {
  if (upload === undefined) return `${PIECES_FOLDER}/`;
  if (!ONE_UUID.test(upload)) throw new Error(`${upload} is no upload's id.`);
  return `${PIECES_FOLDER}/${upload}/`;
}

/** The path of a blob in its folder or bucket: contents in 256 folders, pieces by upload. */
export function blobPath(name: string): string {
  return isContentName(name) ? `${name.slice(0, 2)}/${name}` : checked(name);
}

function checked(name: string): string {
  if (!PIECE.test(name)) throw new Error(`${JSON.stringify(name)} is no name of a blob.`);
  return name;
}

/**
 * Runs `keep` over `content` and tells apart what failed: an error of the content is thrown on as
 * it is, any other means that the store is unavailable.
 */
export async function keepWhole(
  content: AsyncIterable<Uint8Array>,
  keep: (watched: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  let broken: { readonly error: unknown } | undefined;
  async function* watched() {
    try {
      yield* content;
    } catch (error) {
      broken = { error };
      throw error;
    }
  }
  try {
    await keep(watched());
  } catch (error) {
    throw broken === undefined ? new BlobsUnavailable(error) : broken.error;
  }
}

/** Runs a call of the disk or the service; whatever it throws means that it is unavailable. */
export async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new BlobsUnavailable(error);
  }
}

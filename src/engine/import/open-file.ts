import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';

/** The bytes of a file to import, unpacked where it was packed. */
export interface OpenedFile {
  /** The first bytes, without the mark of UTF-8. */
  readonly head: Buffer;
  /**
   * All of them, piece by piece, the head included. It ends early, with what was at fault in
   * `fault`, where the file is damaged.
   */
  readonly pieces: AsyncGenerator<Buffer>;
  readonly fault: () => string | null;
}

const PIECE_BYTES = 256 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Opens a file for reading once, from its start. */
export async function openFile(path: string, name: string): Promise<Result<OpenedFile>> {
  const packed = await isPacked(path, name);
  if (!packed.ok) return packed;
  let fault: string | null = null;
  const pieces = bytesOf(path, packed.value, (message) => {
    fault = message;
  });
  const first = await pieces.next();
  if (first.done) {
    const message = fault ?? `${name} is empty. Choose a file with at least one row.`;
    return failure(rejection('VALIDATION', message, { field: 'file' }));
  }
  const head = first.value.subarray(0, 3).equals(BYTE_ORDER_MARK)
    ? first.value.subarray(3)
    : first.value;
  return success({ head, pieces: rejoined(head, pieces), fault: () => fault });
}

async function isPacked(path: string, name: string): Promise<Result<boolean>> {
  try {
    if ((await stat(path)).isDirectory()) {
      const message = `${name} is a folder. Name a file in it.`;
      return failure(rejection('VALIDATION', message, { field: 'file' }));
    }
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return success(bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') {
      const message = `There is no file ${name}. Check its name.`;
      return failure(rejection('NOT_FOUND', message, { field: 'file' }));
    }
    const message = `${name} cannot be read (${code ?? String(error)}). Check who may read it.`;
    return failure(rejection('VALIDATION', message, { field: 'file' }));
  }
}

async function* bytesOf(
  path: string,
  packed: boolean,
  onFault: (message: string) => void,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: PIECE_BYTES });
  const bytes = packed
    ? pipeline(raw, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined)
    : raw;
  try {
    for await (const piece of bytes) yield piece as Buffer;
  } catch (error) {
    onFault(faultOf(error));
  } finally {
    raw.destroy();
  }
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') {
    return 'The compressed file ends in the middle. Copy or download it again, whole.';
  }
  if (code === 'Z_DATA_ERROR') {
    return 'The compressed file is damaged. Copy or download it again.';
  }
  return `The file cannot be read on (${code ?? String(error)}). Try again.`;
}

async function* rejoined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Writes pieces into a file, packed where its name ends in `.gz`. It is written under another name
 * beside and renamed when it is whole, so that a file of this name is never half an export.
 */
export async function writeFile(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const part = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    const source = Readable.from(pieces, { objectMode: true });
    const target = createWriteStream(part, { flush: true });
    if (file.endsWith('.gz')) await pipeline(source, createGzip(), target);
    else await pipeline(source, target);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

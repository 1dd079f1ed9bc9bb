import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { trackerFile, trackerRows } from './tracker-file.ts';

const FOLDER = join(import.meta.dirname, 'data');

/**
 * The tracker's file once more, as if of another tracker: imported into the big workspace, every
 * row is a new issue. Kept in `bench/data`.
 */
export async function otherTrackerFile(): Promise<string> {
  const file = join(FOLDER, 'other-tracker.jsonl.gz');
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const draft = `${file}.new`;
  await pipeline(Readable.from(lines()), createGzip({ level: 1 }), createWriteStream(draft));
  renameSync(draft, file);
  return file;
}

async function* lines(): AsyncGenerator<string> {
  for await (const row of trackerRows(trackerFile())) {
    yield `${JSON.stringify({ ...row, source: `other ${row.source}` })}\n`;
  }
}

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';

/** A line of the JSON Lines that data/README.md describes: what the benchmarks use of it. */
export interface TrackerRow {
  readonly externalId: string;
  readonly source: string;
  readonly url: string | null;
  readonly project: string | null;
  readonly product: string | null;
  readonly component: string | null;
  readonly type: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string;
  readonly resolution: string | null;
  readonly severity: string | null;
  readonly priority: string | null;
  readonly reporter: string | null;
  readonly assignee: string | null;
  readonly labels: readonly string[];
  readonly version: string | null;
  readonly platform: string | null;
  readonly os: string | null;
  readonly created: string;
  readonly updated: string | null;
  readonly closed: string | null;
  readonly duplicateOf: string | null;
  readonly milestone: string | null;
  readonly links: readonly { type: string; target: string }[];
  readonly attachments: readonly { name: string; at: string | null; by: string | null }[];
  readonly statusHistory: readonly { at: string; status: string; by: string | null }[];
  readonly changes: readonly {
    at: string;
    by: string | null;
    field: string;
    from: string | null;
    to: string | null;
  }[];
  readonly comments: readonly { at: string; by: string | null; body: string }[];
}

/** Where the real bugs lie: `KATYDID_DATA`, else a folder beside the checkout. */
export function trackerFile(): string {
  const folder = process.env.KATYDID_DATA ?? join(import.meta.dirname, '../../shared/data');
  const file = join(folder, 'issues.jsonl.gz');
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${file}. Name the folder that holds issues.jsonl.gz in KATYDID_DATA.`,
    );
  }
  return file;
}

const LINE_FEED = 0x0a;

/**
 * The rows in file order. Lines end at the byte 0x0A alone: some rows hold U+2028, at which
 * `node:readline` would split.
 */
export async function* trackerRows(file: string): AsyncGenerator<TrackerRow> {
  const bytes = createReadStream(file).pipe(createGunzip({ chunkSize: 1 << 20 }));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const piece: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
      yield JSON.parse(piece.toString('utf8', start, end)) as TrackerRow;
      start = end + 1;
    }
    rest = piece.subarray(start);
  }
  if (rest.length > 0) yield JSON.parse(rest.toString('utf8')) as TrackerRow;
}

import Database from 'better-sqlite3';
import { categoryOf } from './bare-mapping.ts';
import { BareRows, type Place } from './bare-rows.ts';
import { type TrackerRow, trackerRows } from './tracker-file.ts';

/*
 * The bare peer of `katydid import`: streams the same file and fills a workspace that has just begun
 * with the same rows and full-text index, with prepared statements in one transaction. No commands,
 * no rules, no report, no staging; others would wait. `node bench/bare-import.ts FILE DATABASE`
 */

const [source, target] = process.argv.slice(2);
if (!source || !target) throw new Error('Name the file to import and the database to fill.');

const sqlite = new Database(target);
for (const pragma of [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'cache_size = -64000',
  'temp_store = MEMORY',
]) {
  sqlite.pragma(pragma);
}
sqlite.exec('begin immediate');
const rows = new BareRows(sqlite);
const seqs = new Map<string, number>();

function add(row: TrackerRow, place: Place): void {
  const original = row.duplicateOf === null ? undefined : seqs.get(row.duplicateOf);
  seqs.set(row.externalId, rows.add(row, place, original ?? null));
}

/** Whether the row that it duplicates has not come yet. */
function pointsAhead(row: TrackerRow): boolean {
  if (row.duplicateOf === null || seqs.has(row.duplicateOf)) return false;
  return ['done', 'closed'].includes(categoryOf(row.status));
}

interface Waiting {
  readonly row: TrackerRow;
  readonly place: Place;
}

/** One that waits in vain: what it duplicates is not in the file, or duplicates it in turn. */
function inVain(waiting: readonly Waiting[]): Waiting | undefined {
  const byName = new Map(waiting.map((one) => [one.row.externalId, one]));
  const seen = new Set<Waiting>();
  for (let at = waiting[0]; at !== undefined; ) {
    const next = byName.get(at.row.duplicateOf ?? '');
    if (next === undefined || seen.has(at)) return at;
    seen.add(at);
    at = next;
  }
  return undefined;
}

let waiting: Waiting[] = [];
for await (const row of trackerRows(source)) {
  const place = rows.place(row);
  if (pointsAhead(row)) waiting.push({ row, place });
  else add(row, place);
}
while (waiting.length > 0) {
  const still = waiting.filter(({ row, place }) => {
    if (pointsAhead(row)) return true;
    add(row, place);
    return false;
  });
  const lost = still.length === waiting.length ? inVain(still) : undefined;
  if (lost) add(lost.row, lost.place);
  waiting = still.filter((one) => one !== lost);
}
rows.finish();
sqlite.exec('commit');
sqlite.exec('pragma analysis_limit = 1000; analyze');
sqlite.pragma('wal_checkpoint(TRUNCATE)');
sqlite.close();

import { rejection } from '#domain/rejection.ts';
import type { ImportReport } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { StoreAway, StoreBusy, UniqueViolation } from '#store/errors.ts';
import { badRows } from './bad-rows.ts';
import { beginFile, takeFile } from './begin-file.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import { runImport } from './run-import.ts';
import { emptyTally } from './stage-rows.ts';
import { ChunkWriter } from './write-chunks.ts';

/** So many changed rows make the planner's statistics stale. */
const MANY_ROWS = 1000;

/**
 * Imports a file beside people who work, on either database: everything is read and decided once
 * without writing, so that a bad row refuses the file while nothing is written; then it goes in a
 * few rows a transaction, between which others write. What an interrupted import has written stays,
 * and the same file again goes on from there, since rows are known by where they came from.
 */
export async function importInChunks(
  host: ImportHost,
  options: ImportOptions,
): Promise<Result<ImportReport>> {
  const begun = performance.now();
  const looked = await runImport(host, { ...options, dryRun: true });
  if (!looked.ok || options.dryRun) return looked;
  const expected = looked.value;
  if (expected.skipped.length > 0 && !options.skipBad) return failure(badRows(expected.skipped));
  const tally = emptyTally();
  try {
    const file = await beginFile(host, options);
    if (!file.ok) return file;
    const total = expected.created + expected.updated + expected.unchanged;
    const { state } = file.value;
    const taker = new ChunkWriter({ ...options, host, state, tally, total });
    const silent = { ...options, onProgress: () => undefined };
    const refused = await takeFile(host, silent, file.value, { taker, tally });
    if (refused !== null) return failure(refused);
  } catch (error) {
    const why = options.signal.aborted ? 'The import was stopped' : reasonOf(error);
    if (why === null) throw error;
    const done = tally.created + tally.updated + tally.unchanged;
    const message = `${why} after ${done} rows, which stay. Import the same file again to go on.`;
    return failure(rejection('UNAVAILABLE', message));
  }
  const { created, updated, unchanged } = tally;
  if (created + updated > MANY_ROWS) await host.store.settle();
  return success({
    created,
    updated,
    unchanged,
    adjusted: expected.adjusted,
    kept: expected.kept,
    skipped: tally.bad.toSorted((a, b) => a.row - b.row),
    seconds: Math.round(performance.now() - begun) / 1000,
  });
}

/** How a sentence begins that tells why the rest was not written; null: nobody expected it. */
function reasonOf(error: unknown): string | null {
  if (error instanceof UniqueViolation) return `Somebody took a ${error.what} of the file`;
  if (error instanceof StoreAway) return 'The database went away';
  if (error instanceof StoreBusy) return 'The store was held by another program for too long';
  return null;
}

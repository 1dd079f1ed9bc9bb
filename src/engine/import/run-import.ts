import { rejection } from '#domain/rejection.ts';
import type { ImportReport } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { UniqueViolation } from '#store/errors.ts';
import { copyStaging } from '#store/staging/copy-staging.ts';
import { badRows } from './bad-rows.ts';
import { doLateWork, RefusedLate } from './do-late-work.ts';
import type { RowProblem } from './file-record.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import { resumeIndexing } from './resume-index.ts';
import { Slices } from './slices.ts';
import { type Staged, stageFile } from './stage-file.ts';
import type { Tally } from './stage-rows.ts';
import { dropStaleStagings } from './staging-path.ts';

/** How often a file is staged anew because others changed what its rows build on. */
const MOST_ATTEMPTS = 3;

const CANCELLED = rejection('UNAVAILABLE', 'The import was cancelled. Nothing was written.');
const RESTLESS = rejection(
  'CONFLICT',
  'Others keep changing the people, projects, tags or issues that this file names. Nothing was written; import it again in a quieter moment.',
);

/**
 * Imports a file, all or nothing (spec: Import). It is read, mapped and decided into a staging file
 * in slices between which other work goes on; then one transaction copies that; then its words are
 * made searchable, in slices again. Cancelled or killed before the copy, nothing has happened.
 */
export async function runImport(
  host: ImportHost,
  options: ImportOptions,
): Promise<Result<ImportReport>> {
  const begun = performance.now();
  const seconds = () => Math.round(performance.now() - begun) / 1000;
  dropStaleStagings(host.folder);
  try {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const done = await attemptImport(host, options);
      if (done === null) continue;
      return done.ok ? success({ ...reportOf(done.value), seconds: seconds() }) : done;
    }
    return failure(RESTLESS);
  } catch (error) {
    if (options.signal.aborted) return failure(CANCELLED);
    if (error instanceof RefusedLate) return failure(badRows([error.problem]));
    if (error instanceof UniqueViolation) {
      const message = `The file has a row whose ${error.what} belongs to something else here. Nothing was imported.`;
      return failure(rejection('CONFLICT', message));
    }
    throw error;
  }
}

/** null: the workspace changed so that the file must be staged anew. */
async function attemptImport(
  host: ImportHost,
  options: ImportOptions,
): Promise<Result<Tally> | null> {
  const staged = await stageFile(host, options);
  if (!staged.ok) return staged;
  const { tally, staging } = staged.value;
  try {
    if (tally.bad.length > 0 && !options.skipBad && !options.dryRun) {
      return failure(badRows(tally.bad.toSorted(byRow)));
    }
    if (staging === null || staging.isEmpty) return success(tally);
    staging.close();
    const copied = await copy(host, options, { tally, staging });
    if (!copied) return null;
  } finally {
    staging?.drop();
  }
  const { signal, onProgress } = options;
  await resumeIndexing(host, { signal, onProgress });
  await host.store.settle();
  return success(tally);
}

async function copy(
  host: ImportHost,
  { actor, skipBad, signal, onProgress }: ImportOptions,
  { tally, staging }: { readonly tally: Tally; readonly staging: NonNullable<Staged['staging']> },
): Promise<boolean> {
  const { store, clock, feed } = host;
  const slices = new Slices(signal);
  const total = tally.created;
  onProgress({ phase: 'waiting', done: 0, total });
  const version = await copyStaging(store, {
    path: staging.path,
    base: staging.base,
    rest: () => slices.rest(),
    onProgress: (done, all) => {
      onProgress({ phase: 'copying', done: Math.floor((done / all) * total), total });
    },
    finish: (tx, work) => doLateWork({ store, tx, work, actor, now: clock.now, skipBad, tally }),
  });
  if (version === null) return false;
  feed.publish({ version, issues: null, tables: ['user', 'project', 'tag', 'severity', 'issue'] });
  return true;
}

function reportOf(tally: Tally): Omit<ImportReport, 'seconds'> {
  const { created, updated, unchanged, adjusted, bad, kept } = tally;
  return {
    created,
    updated,
    unchanged,
    adjusted: adjusted.toSorted(byRow),
    skipped: bad.toSorted(byRow),
    kept: kept.toSorted(byRow),
  };
}

function byRow(a: RowProblem, b: RowProblem): number {
  return a.row - b.row;
}

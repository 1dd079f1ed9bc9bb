import { failure, type Result, success } from '#protocol/result.ts';
import { StagingFile } from '#store/staging/staging-file.ts';
import { beginFile, takeFile } from './begin-file.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import { emptyTally, Stager, type Tally } from './stage-rows.ts';
import { stagingPath } from './staging-path.ts';

export interface Staged {
  readonly tally: Tally;
  /** null for a dry run. */
  readonly staging: StagingFile | null;
}

/** Reads, maps and decides a whole file into a staging file, which is dropped where that fails. */
export async function stageFile(host: ImportHost, options: ImportOptions): Promise<Result<Staged>> {
  const begun = await beginFile(host, options);
  if (!begun.ok) return begun;
  const { folder, clock, store } = host;
  const { newId } = clock;
  const { known } = begun.value;
  const staging = options.dryRun
    ? null
    : new StagingFile(stagingPath(folder, newId()), store, known);
  const tally = emptyTally();
  const stager = new Stager({ ...begun.value, staging, newId, tally });
  try {
    const refused = await takeFile(host, options, begun.value, { taker: stager, tally });
    if (refused !== null) {
      staging?.drop();
      return failure(refused);
    }
    stager.finish();
    return success({ tally, staging });
  } catch (error) {
    staging?.drop();
    throw error;
  }
}

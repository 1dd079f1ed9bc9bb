import { join } from 'node:path';
import type { UserId } from '#domain/ids.ts';
import type { ImportReport } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import type { Engine } from './engine.ts';
import { runImport } from './import/run-import.ts';

/** Opens the sample project, its dates moved so that its newest day is today. */
export function openSample(engine: Engine, actor: UserId): Promise<Result<ImportReport>> {
  return runImport(engine, {
    actor,
    file: join(engine.resources, 'sample', 'sample.jsonl'),
    format: 'katydid',
    dryRun: false,
    skipBad: false,
    shiftTo: engine.clock.now(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

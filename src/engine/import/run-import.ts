import type { ImportReport } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';

/** Face only, for now. */
export function runImport(host: ImportHost, options: ImportOptions): Promise<Result<ImportReport>> {
  throw new Error(`Not written yet: ${host.folder} ${options.file}`);
}

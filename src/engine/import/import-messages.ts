import type { ImportReport } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import type { Changed } from '../feed.ts';
import type { ImportOptions, ImportProgress } from './import-host.ts';

/** What the import worker is started with: all of an import that can cross to another thread. */
export interface ImportWorkerStart {
  /** The workspace's folder. */
  readonly folder: string;
  readonly options: Omit<ImportOptions, 'signal' | 'onProgress'>;
}

/** What the engine tells the import worker. */
export type ToImportWorker = 'cancel';

/** What the import worker tells the engine. */
export type FromImportWorker =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'changed'; readonly changed: Changed }
  | { readonly kind: 'ended'; readonly result: Result<ImportReport> };

import { Worker } from 'node:worker_threads';
import type { ImportReport } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import type { Engine } from '../engine.ts';
import type { ImportOptions } from './import-host.ts';
import type { FromImportWorker, ImportWorkerStart, ToImportWorker } from './import-messages.ts';

/** Works from sources and from the bundle: the worker lies beside this file in both. */
function workerFile(): URL {
  const name = import.meta.url.endsWith('.ts') ? './import.worker.ts' : './import.worker.js';
  return new URL(name, import.meta.url);
}

/**
 * `runImport` in a thread of its own: reads and calls of the engine never wait for it, writes wait
 * while it copies, for however long that takes.
 * @throws what the import threw, or where its thread ended by itself
 */
export async function importInWorker(
  engine: Pick<Engine, 'folder' | 'feed' | 'whileHeld'>,
  { signal, onProgress, ...options }: ImportOptions,
): Promise<Result<ImportReport>> {
  const workerData: ImportWorkerStart = { folder: engine.folder, options };
  const worker = new Worker(workerFile(), { workerData });
  const ended = Promise.withResolvers<Result<ImportReport>>();
  let result: Result<ImportReport> | undefined;
  worker.on('message', (message: FromImportWorker) => {
    if (message.kind === 'progress') onProgress(message.progress);
    else if (message.kind === 'changed') engine.feed.publish(message.changed);
    else result = message.result;
  });
  worker.on('error', (error) => ended.reject(error));
  // The store is closed by then, so that nothing of the import outlives it.
  worker.on('exit', () => {
    if (result) ended.resolve(result);
    else ended.reject(new Error('The import ended before it was done. Nothing was written.'));
  });
  const cancel = () => worker.postMessage('cancel' satisfies ToImportWorker);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return await engine.whileHeld(ended.promise);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

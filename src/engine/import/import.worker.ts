import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '#store/open-sqlite.ts';
import { systemClock } from '../clock.ts';
import type { Changed } from '../feed.ts';
import { storeFile } from '../workspace-folder.ts';
import type { FromImportWorker, ImportWorkerStart, ToImportWorker } from './import-messages.ts';
import { runImport } from './run-import.ts';

/*
 * One import, in a thread and on connections of its own: committing, analysing and folding the log
 * back take seconds at the end of a large one, in which the engine's thread answers as ever.
 */

/** The engine's own transactions are short; another program's import may be copying. */
const PATIENCE_MS = 60_000;

const port = parentPort;
if (!port) throw new Error('This file runs as a worker of the engine.');
const { folder, options } = workerData as ImportWorkerStart;
const tell = (message: FromImportWorker) => port.postMessage(message);
const stop = new AbortController();
port.on('message', (message: ToImportWorker) => {
  if (message === 'cancel') stop.abort();
});

const store = await openSqlite({
  file: storeFile(folder),
  program: 'Katydid',
  newWord: systemClock.newId,
  busyMs: () => PATIENCE_MS,
});
try {
  const host = {
    store,
    clock: systemClock,
    folder,
    feed: { publish: (changed: Changed) => tell({ kind: 'changed', changed }) },
  };
  const result = await runImport(host, {
    ...options,
    signal: stop.signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  });
  tell({ kind: 'ended', result });
} finally {
  await store.close();
  port.close();
}

import { setTimeout as sleep } from 'node:timers/promises';
import { ASK_AGAIN_MS } from '#store/patient-dialect.ts';
import { fillSearchGap, searchGap, tidySearch } from '#store/search/fill-search.ts';
import { setMergePace } from '#store/search/merge-pace.ts';
import type { ImportHost, ImportProgress } from './import-host.ts';

export interface IndexingOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Issues that one transaction indexes: few, since other writes wait for it. */
const ISSUES_A_SLICE = 100;
/** Between two slices; longer than a waiting writer of another connection takes to ask again. */
const PAUSE_MS = 3 * ASK_AGAIN_MS;

/**
 * Makes searchable what an import has written without its words, in slices between which others
 * write. Whoever stops it (a crash, the signal) loses nothing: the store notes what is left, and the
 * next call goes on there. To be called after opening a workspace and after an import.
 */
export async function resumeIndexing(
  { store, feed }: Pick<ImportHost, 'store' | 'feed'>,
  { signal = new AbortController().signal, onProgress = () => undefined }: IndexingOptions = {},
): Promise<void> {
  const total = await searchGap(store.read);
  if (total === 0) return;
  const { dialect } = store;
  await store.transaction((tx) => setMergePace(tx.db, dialect, 'filling'));
  for (let left = total; left > 0 && !signal.aborted; left = await searchGap(store.read)) {
    onProgress({ phase: 'indexing', done: total - left, total });
    await store.transaction((tx) => fillSearchGap(tx.db, dialect, ISSUES_A_SLICE));
    await sleep(PAUSE_MS);
  }
  await store.transaction(async (tx) => {
    await setMergePace(tx.db, dialect, 'edits');
    await tidySearch(tx.db, dialect);
  });
  feed.publish({ version: await store.version(), issues: null, tables: [] });
}

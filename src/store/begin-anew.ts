import type { Store } from './store.ts';

/**
 * Makes a store that was copied one with a history of its own: whoever knew the other one's learns
 * it by the epoch. Sessions end, and so do uploads, whose pieces are not there.
 */
export async function beginAnew(store: Store, newWord: () => string): Promise<string> {
  const epoch = newWord();
  await store.transaction(async ({ db }) => {
    await db.deleteFrom('auth_session').execute();
    await db.deleteFrom('upload').where('attachment', 'is', null).execute();
    await db.updateTable('head').set({ epoch, tag: newWord() }).execute();
  });
  return epoch;
}

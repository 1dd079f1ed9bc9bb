import { open } from 'node:fs/promises';

/** Makes the entries of a folder last: files that were made, renamed or removed in it. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder, and writes its entries through by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

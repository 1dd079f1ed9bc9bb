import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../sync-folder.ts';
import {
  type BlobStore,
  blobPath,
  isContentName,
  isPieceName,
  keepWhole,
  PIECES_FOLDER,
  piecesPath,
  reaching,
} from './blob-store.ts';

/** Only one's own account reads the files. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** How often a folder may vanish, emptied by another process, before a put gives up. */
const TRIES = 5;

/**
 * Blobs in a folder, which is made when it is first written to. A blob is written beside, synced
 * and renamed, so that a file that bears its name is whole even after a power cut.
 */
export function folderBlobs(folder: string): BlobStore {
  const unfinished = join(folder, 'tmp');
  const pathOf = (name: string) => join(folder, blobPath(name));

  return {
    put: (name, content) => {
      const target = pathOf(name);
      return keepWhole(content, async (watched) => {
        const draft = join(unfinished, randomUUID());
        await makeFolder(unfinished);
        try {
          await writeSynced(draft, watched);
          await moveInto(draft, target);
        } catch (error) {
          await rm(draft, { force: true });
          throw error;
        }
      });
    },
    read: (name, range) => {
      const path = pathOf(name);
      return reaching(async () => {
        const file = await orNull(() => open(path, 'r'));
        return file?.createReadStream({ ...range }) ?? null;
      });
    },
    size: (name) => {
      const path = pathOf(name);
      return reaching(async () => (await orNull(() => stat(path)))?.size ?? null);
    },
    remove: (name) => {
      const path = pathOf(name);
      return reaching(async () => {
        await rm(path, { force: true });
        if (isPieceName(name)) await removeIfEmpty(dirname(path));
      });
    },
    listContents: async function* () {
      for (const part of await namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        yield* (await namesIn(join(folder, part))).filter(isContentName);
      }
    },
    listPieces: async function* (upload) {
      const folders = upload === undefined ? await namesIn(join(folder, PIECES_FOLDER)) : [upload];
      for (const one of folders) {
        const names = await namesIn(join(folder, piecesPath(one)));
        yield* names.map((piece) => `${piecesPath(one)}${piece}`).filter(isPieceName);
      }
    },
    removeLeftovers: async (before) => {
      for (const name of await namesIn(unfinished)) {
        const path = join(unfinished, name);
        await reaching(async () => {
          const found = await orNull(() => stat(path));
          if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
        });
      }
    },
  };
}

async function writeSynced(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moveInto(draft: string, target: string): Promise<void> {
  const folder = dirname(target);
  for (let attempt = 1; ; attempt += 1) {
    await makeFolder(folder);
    try {
      await rename(draft, target);
      break;
    } catch (error) {
      if (!isCode(error, 'ENOENT') || attempt === TRIES) throw error;
    }
  }
  await syncFolder(folder);
}

/** A folder that is new must last too: each above it that gained an entry is synced. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const isExpected = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM', 'EBUSY'].some((code) =>
      isCode(error, code),
    );
    if (!isExpected) throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await reaching(async () => {
    const names: string[] = [];
    const entries = await orNull(() => opendir(folder));
    if (entries !== null) for await (const { name } of entries) names.push(name);
    return names;
  });
}

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

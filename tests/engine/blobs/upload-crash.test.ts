import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import { tidyBlobs } from '#engine/blobs/tidy-blobs.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import { newWord } from '#tests/store/contract/databases.ts';
import { first, rita, SMALL_WORLD } from '#tests/store/contract/small-world.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import {
  bytesOf,
  inChunks,
  listed,
  newUpload,
  sha256Of,
  someBytes,
} from '#tests/support/blob-places.ts';
import { countingClock, scratchFolder } from '#tests/support/engine.ts';
import { announce, attachmentsOf, uploadsIn } from '#tests/support/upload-world.ts';

const WRITER = join(import.meta.dirname, '..', '..', 'support', 'upload-writer.ts');
const BYTES = someBytes(40);

/** Runs until it stops before its call of this number, and kills it there; its last word. */
async function killedAt(folder: string, upload: string, call: number): Promise<string> {
  const args = [WRITER, folder, upload, rita.id, String(BYTES.length), String(call)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (part) => {
    told += part;
    if (told.includes('stopped')) child.kill('SIGKILL');
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  return told.trim();
}

/** What a process does in order: the calls between which it may die. */
const CALLS = [
  'the first piece',
  'the second piece',
  'the third piece',
  'looking for the content',
  'storing the content',
  'attaching it',
  'removing the first piece',
  'removing the second piece',
  'removing the third piece',
];

it.each(CALLS.map((what, call) => ({ what, call })))(
  'a process that is killed before $what loses nothing and leaves nothing',
  async ({ call }) => {
    const folder = scratchFolder();
    const open = () =>
      openSqlite({ file: join(folder, 'store.sqlite'), program: 'the test', newWord });
    const blobs = folderBlobs(join(folder, 'blobs'));
    const clock = countingClock();
    const upload = newUpload();
    const before = await open();
    await before.migrate();
    await write(before, allMade(SMALL_WORLD));
    await uploadsIn({ store: before, blobs, clock }).begin(rita, upload, announce(BYTES, first.id));
    await before.close();

    expect(await killedAt(folder, upload, call)).toBe('stopped');

    const store = await open();
    const uploads = uploadsIn({ store, blobs, clock });
    await tidyBlobs({ store, blobs, now: clock.now() });
    const left = await uploads.find(rita, upload);
    if (!left.ok) throw new Error(left.error.message);
    expect(left.value.offset).toBe([0, 16, 32][call] ?? BYTES.length);
    const rest = inChunks(BYTES.subarray(left.value.offset), 7);
    expect(await uploads.append(rita, upload, left.value.offset, rest)).toMatchObject({
      ok: true,
      value: { offset: BYTES.length },
    });
    const sha256 = sha256Of(BYTES);
    expect(await bytesOf(blobs, sha256)).toEqual(BYTES);
    expect(await attachmentsOf(store, first.id)).toMatchObject([{ sha256 }]);
    await tidyBlobs({ store, blobs, now: clock.now() });
    expect(await listed(blobs.listPieces())).toEqual([]);
    expect(await listed(blobs.listContents())).toEqual([sha256]);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

it('a process that is not killed does no more than these calls', async () => {
  const folder = scratchFolder();
  const store = await openSqlite({
    file: join(folder, 'store.sqlite'),
    program: 'the test',
    newWord,
  });
  await store.migrate();
  await write(store, allMade(SMALL_WORLD));
  const blobs = folderBlobs(join(folder, 'blobs'));
  const upload = newUpload();
  const uploads = uploadsIn({ store, blobs, clock: countingClock() });
  await uploads.begin(rita, upload, announce(BYTES, first.id));
  await store.close();
  expect(await killedAt(folder, upload, CALLS.length)).toBe('done');
  rmSync(folder, { recursive: true, force: true });
});

import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import { Uploads } from '#engine/blobs/uploads.ts';
import { systemClock } from '#engine/clock.ts';
import { loadUsers } from '#store/load-tables.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import { someBytes } from './blob-places.ts';
import { attachIn } from './upload-world.ts';

/*
 * A process that sends one upload and stops in the middle, to be killed there:
 * `upload-writer.ts FOLDER UPLOAD USER SIZE STOP`. STOP is a number of calls of the blob store and
 * of the command, counted together; before the call of that number it says `stopped` and stays.
 */

// Else the cache of what was compiled is written at the exit, to which a killed process does not come.
flushCompileCache();
const [folder = '', upload = '', person = '', size = '0', stop = '0'] = process.argv.slice(2);
const store = await openSqlite({
  file: join(folder, 'store.sqlite'),
  program: 'upload-writer',
  newWord: systemClock.newId,
});
const [user] = await loadUsers(store.read, store.dialect, [person]);
if (user === undefined) throw new Error('There is no such person.');

let left = Number(stop);
async function pass<T>(call: () => Promise<T>): Promise<T> {
  if (left === 0) {
    writeSync(1, 'stopped\n');
    setInterval(() => undefined, 60_000);
    await new Promise(() => undefined);
  }
  left -= 1;
  return await call();
}

const kept = folderBlobs(join(folder, 'blobs'));
const attach = attachIn(store);
const uploads = new Uploads({
  store,
  blobs: {
    ...kept,
    put: (name, content) => pass(() => kept.put(name, content)),
    size: (name) => pass(() => kept.size(name)),
    remove: (name) => pass(() => kept.remove(name)),
  },
  clock: systemClock,
  attach: (...command) => pass(() => attach(...command)),
  pieceBytes: 16,
});
async function* content() {
  yield someBytes(Number(size));
}
await uploads.append(user, upload, 0, content());
await store.close();
writeSync(1, 'done\n');

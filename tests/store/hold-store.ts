import { randomUUID } from 'node:crypto';
import { openSqlite } from '#store/open-sqlite.ts';

/*
 * A second process for tests: `node hold-store.ts FILE` opens a store, takes its lock, says so, and
 * keeps it until its input ends.
 */

const [file = ''] = process.argv.slice(2);
const store = await openSqlite({ file, program: 'katydid import', newWord: randomUUID });
await store.transaction(async () => {
  process.stdout.write('locked\n');
  for await (const _ of process.stdin);
});
await store.close();

import { once } from 'node:events';
import { systemClock } from '#engine/clock.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import { beginWorkspace } from './begun-store.ts';

/*
 * A process that starts on an empty database as others do: `node starting-process.ts DIALECT WHERE`.
 * It says `ready`, waits for a line, then opens, migrates and begins a workspace. Its last line is
 * what came of that, as JSON.
 */

const [dialect = '', where = ''] = process.argv.slice(2);
const { newId: newWord } = systemClock;
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();

const store =
  dialect === 'sqlite'
    ? await openSqlite({ file: where, program: 'starting-process', newWord })
    : await openPostgres({ url: where, newWord });
const ran = await store.migrate();
const begun = await beginWorkspace(store).then(
  () => true,
  (error: unknown) => (error instanceof Error ? error.message : String(error)),
);
const { epoch } = await store.head();
await store.close();
const told = { ran: ran.map(({ number }) => number), begun, epoch };
process.stdout.write(`${JSON.stringify(told)}\n`);

import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import type { UserId } from '#domain/ids.ts';
import { systemClock } from '#engine/clock.ts';
import { WriteQueue } from '#engine/write-queue.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { aCommand, anIssueCommand } from './begun-store.ts';

/*
 * A server process that writes until it is killed or its input ends: `node postgres-writer.ts URL
 * ADMIN PROJECT SEVERITY`. `outcome ID` goes to standard output after each commit, at once.
 */

/** Requests at the same time, as a server has them. */
const CALLERS = 4;

const [url = '', admin = '', project = '', severity = ''] = process.argv.slice(2);
// Else the cache of what was compiled is written at the exit, to which a killed process does not come.
flushCompileCache();
const { newId, now } = systemClock;
const store = await openPostgres({ url, newWord: newId });
const writes = new WriteQueue(store);
const begun = { admin: admin as UserId, project, severity };
let ending = false;
process.stdin.once('close', () => {
  ending = true;
});
process.stdin.resume();

async function callAgainAndAgain(): Promise<void> {
  while (!ending) {
    const issue = newId();
    const commands = [
      anIssueCommand(begun, { id: issue }),
      aCommand('comment.add', { id: newId(), issue, content: 'Seen again.' }),
      aCommand('issue.assign', { issue, assignee: admin }),
    ];
    const { outcomes } = await writes.execute({ actor: begun.admin, commands, now });
    writeSync(1, outcomes.map(({ id, outcome }) => `${outcome} ${id}\n`).join(''));
  }
}

await Promise.all(Array.from({ length: CALLERS }, callAgainAndAgain));
await store.close();

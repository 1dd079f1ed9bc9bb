import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandId, IssueId, UserId } from '#domain/ids.ts';
import { systemClock } from '#engine/clock.ts';
import {
  type ExecuteOptions,
  type Execution,
  execute,
  type IncomingCommand,
} from '#engine/execute.ts';
import { WriteQueue } from '#engine/write-queue.ts';
import { StoreBusy } from '#store/errors.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { DATABASES, empty, freshStore, newWord } from '#tests/store/contract/databases.ts';
import { allMade, write } from '#tests/store/contract/write.ts';
import { arbitraryWish, crowdedRows, type WishIn } from '#tests/support/arbitrary-command.ts';
import {
  aCommand,
  anIssueCommand,
  type Begun,
  beginWorkspace,
} from '#tests/support/begun-store.ts';
import { idOf } from '#tests/support/rows.ts';
import { aWorld } from '#tests/support/world.ts';

const { newId } = systemClock;
const NOW = Date.UTC(2026, 2, 14);

const aTagCommand = (name: string) =>
  aCommand('tag.create', { id: newId(), name, colour: '#123456' });

function outcomesOf({ outcomes }: Execution): readonly string[] {
  return outcomes.map((one) => (one.outcome === 'accepted' ? 'accepted' : one.error.code));
}

/** A store that counts the transactions that are begun on it. */
function counting(store: Store): { readonly store: Store; readonly begun: () => number } {
  let begun = 0;
  const counted: Store = {
    ...store,
    transaction: (work) => {
      begun += 1;
      return store.transaction(work);
    },
  };
  return { store: counted, begun: () => begun };
}

describe.each(DATABASES)('$name: batches that come while another is written', (database) => {
  let store: Store;
  let end: () => Promise<void>;
  let begun: Begun;
  let transactions: () => number;
  let writes: WriteQueue;
  beforeEach(async () => {
    const fresh = await freshStore(database);
    ({ end, store } = fresh);
    begun = await beginWorkspace(store);
    const counted = counting(store);
    transactions = counted.begun;
    writes = new WriteQueue(counted.store);
  });
  afterEach(() => end());

  const run = (commands: readonly IncomingCommand[], more: Partial<ExecuteOptions> = {}) =>
    writes.execute({ actor: begun.admin, commands, now: () => NOW, ...more });
  async function tagNames(): Promise<readonly string[]> {
    const rows = await store.read.selectFrom('tag').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  }

  it('share one transaction, each under a version of its own, told each of its own', async () => {
    const before = await store.version();
    const commands = Array.from({ length: 10 }, () => anIssueCommand(begun));
    const done = await Promise.all(commands.map((command) => run([command])));
    expect(transactions()).toBe(1);
    expect(done.map(({ version }) => version)).toEqual(commands.map((_, i) => before + 1 + i));
    expect(done.map(({ changed }) => changed)).toMatchObject(
      commands.map(({ args }, i) => ({
        version: before + 1 + i,
        issues: [(args as { id: IssueId }).id],
      })),
    );
    const rows = await store.read
      .selectFrom('issue')
      .select(['number', 'version'])
      .orderBy('number')
      .execute();
    expect(rows).toEqual(commands.map((_, i) => ({ number: i + 1, version: before + 1 + i })));
    expect(await store.version()).toBe(before + 10);
    expect(await store.verify()).toEqual([]);
  });

  it('are not kept waiting for company', async () => {
    await run([aTagCommand('one')]);
    await run([aTagCommand('two')]);
    expect(transactions()).toBe(2);
  });

  it('see what those before them did, and keep their own actor', async () => {
    const tester = newId() as UserId;
    const user = aCommand('user.create', {
      id: tester,
      username: 'tim',
      name: 'Tim',
      role: 'tester',
    });
    const issue = newId();
    const done = await Promise.all([
      run([user]),
      run([anIssueCommand(begun, { id: issue })], { actor: tester }),
      run([aCommand('project.create', { id: newId(), key: 'HIS', name: 'His' })], {
        actor: tester,
      }),
      run([aCommand('comment.add', { id: newId(), issue, content: 'Seen.' })]),
      run([aTagCommand('ui')]),
      run([aTagCommand('UI')]),
    ]);
    expect(transactions()).toBe(1);
    expect(done.map(outcomesOf)).toEqual([
      ['accepted'],
      ['accepted'],
      ['FORBIDDEN'],
      ['accepted'],
      ['accepted'],
      ['CONFLICT'],
    ]);
    const { reporter } = await store.read
      .selectFrom('issue')
      .innerJoin('user', 'user.n', 'issue.reporter')
      .select('user.id as reporter')
      .executeTakeFirstOrThrow();
    expect(reporter).toBe(tester);
  });

  it('with one command twice have one effect', async () => {
    const once = aTagCommand('ui');
    const [first, second] = await Promise.all([run([once]), run([once])]);
    expect([first, second].map(outcomesOf)).toEqual([['accepted'], ['accepted']]);
    expect(second.changed).toBeNull();
    expect(await tagNames()).toEqual(['ui']);
  });

  it('undo an atomic one that is refused before anything of it is written, and only that', async () => {
    const done = await Promise.all([
      run([aTagCommand('a')]),
      run([aTagCommand('never'), aCommand('tag.create', { id: 'none' })], { atomic: true }),
      run([aTagCommand('b')]),
    ]);
    expect(transactions()).toBe(1);
    expect(done.map(outcomesOf)).toEqual([['accepted'], ['accepted', 'VALIDATION'], ['accepted']]);
    expect(done[1]?.changed).toBeNull();
    expect(await tagNames()).toEqual(['a', 'b']);
  });

  it('undo an atomic one of which something was written already, and only that', async () => {
    // The look-up of the second name has the first one written before.
    const done = await Promise.all([
      run([aTagCommand('a')]),
      run([aTagCommand('never'), aTagCommand('a')], { atomic: true }),
      run([aTagCommand('never')]),
    ]);
    expect(done.map(outcomesOf)).toEqual([['accepted'], ['accepted', 'CONFLICT'], ['accepted']]);
    expect(await tagNames()).toEqual(['a', 'never']);
    expect(await store.verify()).toEqual([]);
  });

  it('do not suffer from one that throws', async () => {
    const before = await store.version();
    const bug = new Error('The clock has stopped.');
    const settled = await Promise.allSettled([
      run([aTagCommand('a')]),
      run([aTagCommand('never')], {
        now: () => {
          throw bug;
        },
      }),
      run([aTagCommand('b')]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: bug });
    expect(await tagNames()).toEqual(['a', 'b']);
    expect(await store.version()).toBe(before + 2);
  });

  it('are written in several transactions where they are very many', async () => {
    const names = Array.from({ length: 70 }, (_, i) => `tag ${String(i).padStart(2, '0')}`);
    await Promise.all(names.map((name) => run([aTagCommand(name)])));
    expect(transactions()).toBe(3);
    expect(await tagNames()).toEqual(names);
  });

  it('leave exactly what they would have left one after the other', {
    timeout: 120_000,
  }, async () => {
    const [alone, together] = [await freshStore(database), await freshStore(database)];
    const queue = new WriteQueue(together.store);
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryWish, { minLength: 15, maxLength: 40, size: 'max' }),
        async (wishes) => {
          const batches = batchesOf(wishes);
          await Promise.all([alone, together].map(({ store: one }) => beginCrowded(one)));
          const one: Execution[] = [];
          for (const batch of batches) one.push(await execute(alone.store, batch));
          const all = await Promise.all(batches.map((batch) => queue.execute(batch)));
          expect(all).toEqual(one);
          expect(await rowsOf(together.store)).toEqual(await rowsOf(alone.store));
        },
      ),
      { numRuns: 12 },
    );
    await alone.end();
    await together.end();
  });
});

/** Commands of several people, as batches of one or two, the second kind all or nothing. */
function batchesOf(wishes: readonly WishIn[]): readonly ExecuteOptions[] {
  const world = aWorld(crowdedRows());
  const singles = wishes.flatMap((wish, nth) => {
    const wished = wish(world.state, nth);
    if (wished === null) return [];
    world.run(wished.actor, wished.name, wished.args);
    const { actor, name, args } = wished;
    const command = { id: idOf<CommandId>(`command${nth}`), name, args };
    return [{ actor, commands: [command], now: () => NOW + nth * 1000 }];
  });
  const next = (at: number) => singles[at + 1]?.commands ?? [];
  return singles.map((single, at) =>
    at % 4 === 3
      ? { ...single, commands: [...single.commands, ...next(at)], atomic: true }
      : single,
  );
}

async function beginCrowded(store: Store): Promise<void> {
  await empty(store);
  await sql`update head set v = 0, issue_seq = 0, comment_seq = 0`.execute(store.write);
  await write(store, allMade(crowdedRows()));
}

const WRITTEN = [
  ...['user', 'project', 'severity', 'tag', 'state', 'issue', 'issue_text', 'issue_tag'],
  ...['watcher', 'comment', 'assignment', 'notification', 'activity', 'command', 'tombstone'],
];

/** Every row of every table, in an order of its own. */
async function rowsOf(store: Store): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables: Record<string, readonly string[]> = {};
  for (const table of WRITTEN) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(store.read);
    tables[table] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return tables;
}

it('sqlite: batches that wait for a store that stays busy are all told so, at once', async () => {
  const [sqlite] = DATABASES;
  if (sqlite === undefined) throw new Error('SQLite is the first database.');
  const { store: holder, place, end } = await freshStore(sqlite);
  const { admin } = await beginWorkspace(holder);
  const options = { file: place.where, program: 'the test', newWord, busyMs: () => 0 };
  const { store, begun } = counting(await openSqlite(options));
  const writes = new WriteQueue(store);
  await holder.transaction(async () => {
    const batches = ['a', 'b', 'c'].map((name) =>
      writes.execute({ actor: admin, commands: [aTagCommand(name)], now: () => NOW }),
    );
    const settled = await Promise.allSettled(batches);
    for (const one of settled) {
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreBusy) });
    }
    expect(begun()).toBe(1);
  });
  await store.close();
  await end();
});

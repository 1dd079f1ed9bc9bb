import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { execute, type IncomingCommand } from '#engine/execute.ts';
import { WriteQueue } from '#engine/write-queue.ts';
import { StoreAway } from '#store/errors.ts';
import { openPostgres } from '#store/open-postgres.ts';
import type { Store } from '#store/store.ts';
import { askPostgres } from '#tests/support/ask-postgres.ts';
import { anIssueCommand, type Begun, beginWorkspace } from '#tests/support/begun-store.ts';
import { cuttableWay } from '#tests/support/cut-at-commit.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/postgres.ts';
import { type OwnPostgresServer, startOwnPostgres } from '#tests/support/postgres-server.ts';

const { newId: newWord, now } = systemClock;

/** The numbers of all issues, in order. */
async function numbersIn(store: Store): Promise<readonly number[]> {
  const rows = await store.read.selectFrom('issue').select('number').orderBy('number').execute();
  return rows.map(({ number }) => number);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a connection that breaks', () => {
  let database: FreshDatabase;
  let store: Store;
  let begun: Begun;
  beforeEach(async () => {
    database = await freshDatabase();
    store = await openPostgres({ url: database.url, newWord });
    await store.migrate();
    begun = await beginWorkspace(store);
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const run = (on: Store, command: IncomingCommand) =>
    execute(on, { actor: begun.admin, commands: [command], now });

  test('in the middle of a transaction undoes it, and the next one goes on', async () => {
    const broken = store.transaction(async (tx) => {
      await store.advance(tx, tx.version + 1);
      const pid = sql<{ pid: number }>`select pg_backend_pid() as pid`;
      const { rows } = await pid.execute(tx.db);
      await askPostgres(database.url, 'select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      await store.advance(tx, tx.version + 2);
    });
    await expect(broken).rejects.toBeInstanceOf(StoreAway);
    const { outcomes } = await run(store, anIssueCommand(begun));
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('after the commit, before its answer, leaves an outcome that the same command finds', async () => {
    const way = await cuttableWay(database.url);
    const behind = await openPostgres({ url: way.url, newWord });
    const command = anIssueCommand(begun);
    way.cutNextCommit();
    await expect(run(behind, command)).rejects.toBeInstanceOf(StoreAway);
    expect(await numbersIn(store)).toEqual([1]);

    const again = await run(behind, command);
    expect(again).toMatchObject({ outcomes: [{ outcome: 'accepted' }], changed: null });
    expect(await numbersIn(store)).toEqual([1]);
    await behind.close();
    await way.close();
  });

  test('at any moment, again and again: every command ends once', async () => {
    const writes = new WriteQueue(store);
    const commands = Array.from({ length: 60 }, () => anIssueCommand(begun));
    let done = 0;
    let lost = 0;
    const runToTheEnd = async (command: IncomingCommand): Promise<void> => {
      for (;;) {
        try {
          await writes.execute({ actor: begun.admin, commands: [command], now });
          done += 1;
          return;
        } catch (error) {
          expect(error).toBeInstanceOf(StoreAway);
          lost += 1;
        }
      }
    };
    const callers = Array.from({ length: 4 }, async (_, caller) => {
      for (let at = caller; at < commands.length; at += 4) {
        const command = commands[at];
        if (command) await runToTheEnd(command);
      }
    });
    const finished = Promise.all(callers);
    while (done < commands.length) {
      await askPostgres(
        database.url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      );
      const before = done;
      // Somebody gets through between two blows, or nothing would ever end.
      while (done === before) await new Promise((resolve) => setImmediate(resolve));
    }
    await finished;
    expect(lost).toBeGreaterThan(0);
    expect(await numbersIn(store)).toEqual(upTo(commands.length));
    expect(await store.verify()).toEqual([]);
  });
});

describe('a server that goes down and comes back', () => {
  let server: OwnPostgresServer;
  beforeAll(async () => {
    server = await startOwnPostgres();
  });
  afterAll(() => server.stop());

  test('is said to be away meanwhile, and found again by itself', async () => {
    const store = await openPostgres({ url: server.url, newWord });
    const other = await openPostgres({ url: server.url, newWord });
    await store.migrate();
    const begun = await beginWorkspace(store);
    const run = (on: Store) =>
      execute(on, { actor: begun.admin, commands: [anIssueCommand(begun)], now });
    const heard: number[] = [];
    const hearing = Promise.withResolvers<void>();
    let wanted = Number.POSITIVE_INFINITY;
    other.onPoke((version) => {
      heard.push(version);
      if (version >= wanted) hearing.resolve();
    });
    await run(store);

    await server.crash();
    await expect(store.version()).rejects.toBeInstanceOf(StoreAway);
    await expect(run(store)).rejects.toBeInstanceOf(StoreAway);
    await expect(openPostgres({ url: server.url, newWord })).rejects.toBeInstanceOf(StoreAway);

    await server.start();
    const { outcomes, version } = await run(store);
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
    wanted = version;
    if ((heard.at(-1) ?? 0) >= wanted) hearing.resolve();
    await hearing.promise;
    expect(await numbersIn(other)).toEqual([1, 2]);
    await Promise.all([store.close(), other.close()]);
  });
});

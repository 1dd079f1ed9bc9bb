import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlowCall } from '#store/call-log.ts';
import { NotAStore, StoreBusy } from '#store/errors.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'katydid-sqlite-'));
  file = join(folder, 'store.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

let word = 0;
const options = () => ({ file, program: 'the test', newWord: () => `word ${++word}` });

async function opened<T>(work: (store: Store) => Promise<T>, over = {}): Promise<T> {
  const store = await openSqlite({ ...options(), ...over });
  try {
    await store.migrate();
    return await work(store);
  } finally {
    await store.close();
  }
}

describe('a workspace file', () => {
  it('is written so that an acknowledged commit survives a power cut', async () => {
    await opened(async (store) => {
      const pragma = async (name: string) => {
        const { rows } = await sql
          .raw<Record<string, unknown>>(`pragma ${name}`)
          .execute(store.write);
        return Object.values(rows[0] ?? {})[0];
      };
      expect(await pragma('journal_mode')).toBe('wal');
      expect(await pragma('synchronous')).toBe(2);
      expect(await pragma('fullfsync')).toBe(1);
      expect(await pragma('foreign_keys')).toBe(1);
      expect(await pragma('busy_timeout')).toBe(0);
    });
  });

  it('cannot be written through the reading connection', async () => {
    await opened(async (store) => {
      const attempt = store.read.deleteFrom('meta').execute();
      await expect(attempt).rejects.toThrow(/readonly/);
    });
  });

  it('leaves nothing beside itself when it is closed', async () => {
    await opened((store) => store.settle());
    expect(readdirSync(folder)).toEqual(['store.sqlite']);
  });

  it('folds its log back when it is asked to', async () => {
    await opened(async (store) => {
      await store.maintain();
      await store.settle();
      const { rows } = await sql<{ log: number }>`pragma wal_checkpoint`.execute(store.write);
      expect(rows[0]?.log).toBe(0);
    });
  });

  it('is looked after and copied between transactions, never within one', async () => {
    await opened(async (store) => {
      const order: string[] = [];
      await Promise.all([
        store.transaction(async (tx) => {
          for (let n = 0; n < 20; n += 1) await tx.db.selectFrom('head').selectAll().execute();
          order.push('transaction');
        }),
        store.maintain().then(() => order.push('maintenance')),
        store.backup(join(folder, 'copy.sqlite')).then(() => order.push('backup')),
      ]);
      expect(order[0]).toBe('transaction');
      expect(order).toHaveLength(3);
    });
  });

  it.each([
    ['text', 'This is a letter, not a database. '.repeat(200)],
    ['a database of somebody else', null],
  ])('is refused when it is %s, and left as it was', async (_, content) => {
    if (content === null) {
      const { default: Database } = await import('better-sqlite3');
      const foreign = new Database(file);
      foreign.exec('create table recipes (name text)');
      foreign.close();
    } else {
      writeFileSync(file, content);
    }
    await expect(openSqlite(options())).rejects.toBeInstanceOf(NotAStore);
    expect(readdirSync(folder)).toEqual(['store.sqlite']);
  });

  it('reports calls that are slow, with their SQL', async () => {
    const slow: SlowCall[] = [];
    const log = { slowMs: 0, slow: (call: SlowCall) => slow.push(call) };
    await opened((store) => store.version(), { log });
    expect(slow.map(({ sql: text }) => text)).toContain('select "v", "tag", "epoch" from "head"');
  });

  it('refuses to stream rows, which would keep its log from folding back', async () => {
    await opened(async (store) => {
      const rows = store.read.selectFrom('meta').selectAll().stream();
      await expect(rows.next()).rejects.toThrow(/read pages by key/);
    });
  });
});

describe('two processes on one file', () => {
  it('is read while a writer waits for another connection, and written in the order of asking', async () => {
    await opened(async (store) => {
      const other = await openSqlite(options());
      const release = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const holding = other.transaction(async () => {
        held.resolve();
        await release.promise;
      });
      await held.promise;
      const order: string[] = [];
      const waiting = ['first', 'second', 'third'].map((name) =>
        store.transaction(async () => order.push(name)),
      );
      expect(await store.version()).toBe(0);
      expect(order).toEqual([]);
      release.resolve();
      await holding;
      await Promise.all(waiting);
      expect(order).toEqual(['first', 'second', 'third']);
      await other.close();
    });
  });

  it('waits as long as it is told to, and is asked again while it waits', async () => {
    let asked = 0;
    await opened(
      async (store) => {
        const other = await openSqlite(options());
        const release = Promise.withResolvers<void>();
        const held = Promise.withResolvers<void>();
        const holding = other.transaction(async () => {
          held.resolve();
          await release.promise;
        });
        await held.promise;
        const refused = await store.transaction(async () => 'in').catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(StoreBusy);
        expect(asked).toBe(3);
        release.resolve();
        await holding;
        await other.close();
      },
      {
        busyMs: () => {
          asked += 1;
          return asked < 3 ? Number.POSITIVE_INFINITY : 0;
        },
      },
    );
  });

  it('tells who holds the lock when the wait is over, and goes on when it is free', async () => {
    await opened(
      async (store) => {
        const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-store.ts'), file], {
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        await once(holder.stdout, 'data');
        const refused = await store.transaction(async () => 'in').catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(StoreBusy);
        expect(String(refused)).toContain(`katydid import (process ${holder.pid})`);
        expect(await store.version()).toBe(0);
        holder.stdin.end();
        await once(holder, 'exit');
        expect(await store.transaction(async () => 'in')).toBe('in');
      },
      { busyMs: () => 100 },
    );
  });
});

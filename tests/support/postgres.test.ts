import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from './postgres.ts';

async function rowsOf(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a fresh database', () => {
  it('is empty, of its own, and in UTF-8 with Unicode case rules', async () => {
    const one = await freshDatabase();
    const two = await freshDatabase();
    await rowsOf(one.url, 'create table only_here (id text)');
    const tables = `select 1 from pg_tables where tablename = 'only_here'`;
    expect(await rowsOf(one.url, tables)).toHaveLength(1);
    expect(await rowsOf(two.url, tables)).toHaveLength(0);
    expect(await rowsOf(two.url, `select lower('ÉÄŽ') as lower`)).toEqual([{ lower: 'éäž' }]);
    await one.drop();
    await two.drop();
  });

  it('is gone after drop, connections or not', async () => {
    const database = await freshDatabase();
    const client = new pg.Client(database.url);
    client.on('error', () => {});
    await client.connect();
    await database.drop();
    await expect(rowsOf(database.url, 'select 1')).rejects.toThrow(/does not exist/);
  });
});

import pg from 'pg';

/** Rows of one statement, over a connection of its own. */
export async function askPostgres<Row extends object>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row & pg.QueryResultRow>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

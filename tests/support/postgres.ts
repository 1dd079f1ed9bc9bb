import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
// Brings the type of what the global setup provides.
import type {} from './postgres-door.ts';

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * An empty PostgreSQL database of one's own, on the server of this test run.
 *
 * @throws with what to do about it when no PostgreSQL can be had
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const answer = await fetch(inject('postgresDoor'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  const server = text;
  const name = `katydid_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => ask(server, `drop database ${name} with (force)`),
  };
}

async function ask(server: string, sql: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

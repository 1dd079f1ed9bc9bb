import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { MANY } from './batch.ts';
import { type CallLog, reportSlow } from './call-log.ts';
import { StoreAway } from './errors.ts';
import { postgresError } from './postgres-errors.ts';
import { sendingAhead, UNREAD } from './send-ahead.ts';

export interface PoolOptions {
  readonly log: CallLog | undefined;
}

/** Enough for every statement in its usual sizes; what comes later is planned each time. */
const MOST_STATEMENTS = 500;
/** A longer statement is an import's: many rows, seldom as many again. */
const LONGEST_STATEMENT = 4000;

const UNREAD_MANY = `${UNREAD} ${MANY}`;

type PooledClient = Awaited<ReturnType<PostgresPool['connect']>>;

/**
 * A pool for Kysely whose statements are prepared by name, so that the server reads each once a
 * connection. Its calls tell their SQL when they fail, report when they are slow, and give
 * StoreAway where the database is away. A connection that has seen that is not used again.
 */
export function reportingPool(pool: pg.Pool, { log }: PoolOptions): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PooledClient>();
  const nameOf = statementNames();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw postgresError(error, 'connect');
      });
      const present = known.get(client);
      if (present) return present;
      let lost = false;
      // Without a listener the loss of a connection in use would end the process; its calls fail too.
      client.on('error', () => {
        lost = true;
      });
      const ask = async (text: string, parameters: readonly unknown[]) => {
        const since = performance.now();
        const name = nameOf(text);
        try {
          return await client.query({
            text,
            values: [...parameters],
            ...(name === undefined ? {} : { name }),
          });
        } catch (error) {
          const meant = postgresError(error, text);
          if (meant instanceof StoreAway) lost = true;
          throw meant;
        } finally {
          reportSlow(log, text, since);
        }
      };
      const wrapped = {
        query: sendingAhead(ask),
        release: (destroy?: boolean) => client.release(destroy === true || lost),
      } as unknown as PooledClient;
      known.set(client, wrapped);
      return wrapped;
    },
  };
}

/** Gives each statement a name of its own. Those that begin or end a transaction need no plan. */
function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const isWorthIt =
      text.includes('$1') && text.length <= LONGEST_STATEMENT && !text.startsWith(UNREAD_MANY);
    if (!isWorthIt || names.size >= MOST_STATEMENTS) return undefined;
    const name = `katydid_${names.size}`;
    names.set(text, name);
    return name;
  };
}

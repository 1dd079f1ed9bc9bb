import { sql } from 'kysely';
import type { UserId } from '#domain/ids.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** Whose request under which key: an Idempotency-Key counts per person and route. */
export interface RequestKey {
  readonly user: UserId;
  /** Method and pattern, such as `POST /api/issues/:id/comments`. */
  readonly route: string;
  readonly key: string;
}

/** What a request was answered, to be repeated as it was. */
export interface KeptAnswer {
  /** Tells whether the request is the same. */
  readonly requestHash: string;
  readonly status: number;
  /** JSON. */
  readonly answer: string;
}

/** How long answers are kept, in milliseconds: longer than anybody tries again. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60_000;

/** What was answered under this key, if it was kept. */
export async function findAnswer(
  db: Read,
  { user, route, key }: RequestKey,
): Promise<KeptAnswer | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .innerJoin('user', 'user.n', 'idempotency.user')
    .select(['request_hash as requestHash', 'status', 'answer'])
    .where('user.id', '=', user)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();
  return row;
}

/** Keeps an answer, unless another request under the key was quicker; drops those too old. */
export async function keepAnswer(
  tx: Transaction,
  { user, route, key }: RequestKey,
  { requestHash, status, answer }: KeptAnswer,
  now: number,
): Promise<void> {
  await tx.db
    .deleteFrom('idempotency')
    .where('at', '<', now - ANSWERS_KEPT_MS)
    .execute();
  await tx.numbers.look({ user: [user] });
  await tx.db
    .insertInto('idempotency')
    .values({
      user: tx.numbers.n('user', user),
      route,
      key,
      request_hash: requestHash,
      status,
      answer,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['user', 'route', 'key']).doNothing())
    .execute();
}

/** Forgets every answer that speaks of this thing, whose text is to be gone. */
export async function forgetAnswersAbout(tx: Transaction, id: string): Promise<void> {
  await tx.db
    .deleteFrom('idempotency')
    .where(sql<boolean>`answer like ${`%${id}%`}`)
    .execute();
}

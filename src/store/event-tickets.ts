import type { Transaction } from './transaction.ts';

/** A ticket as it is kept: never itself, only its hash. Times are epoch milliseconds. */
export interface KeptTicket {
  /** SHA-256, base64url. */
  readonly hash: string;
  readonly session: string;
  readonly expiresAt: number;
  /** When the stream that it opens must end. */
  readonly streamUntil: number;
}

/** Keeps a ticket, and forgets those that have expired. */
export async function keepTicket(tx: Transaction, ticket: KeptTicket, now: number): Promise<void> {
  await tx.db.deleteFrom('event_ticket').where('expires_at', '<=', now).execute();
  await tx.db
    .insertInto('event_ticket')
    .values({
      hash: ticket.hash,
      session: ticket.session,
      expires_at: ticket.expiresAt,
      stream_until: ticket.streamUntil,
    })
    .execute();
}

/** Takes a ticket out, so that it opens one stream; null: it is unknown, used or expired. */
export async function useTicket(
  tx: Transaction,
  hash: string,
  now: number,
): Promise<Pick<KeptTicket, 'session' | 'streamUntil'> | null> {
  const row = await tx.db
    .deleteFrom('event_ticket')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .returning(['session', 'stream_until'])
    .executeTakeFirst();
  return row ? { session: row.session, streamUntil: row.stream_until } : null;
}

import { randomBytes } from 'node:crypto';
import { findCaller } from '#store/auth-sessions.ts';
import { keepTicket, useTicket } from '#store/event-tickets.ts';
import type { Caller } from '../auth/caller.ts';
import { hashToken } from '../auth/tokens.ts';
import type { Services } from '../services.ts';

/** How long a ticket waits to be used, in milliseconds. */
export const TICKET_MS = 30_000;
const TICKET_BYTES = 32;

/**
 * A word that opens one stream as its caller, for clients that cannot send a header (EventSource).
 * It goes into a URL, so it is short-lived and works once; a token never does.
 */
export async function drawTicket({ engine }: Services, caller: Caller): Promise<string> {
  const ticket = randomBytes(TICKET_BYTES).toString('base64url');
  const now = engine.clock.now();
  const kept = {
    hash: hashToken(ticket),
    session: caller.session,
    expiresAt: now + TICKET_MS,
    streamUntil: caller.until,
  };
  await engine.store.transaction((tx) => keepTicket(tx, kept, now));
  return ticket;
}

/** Whoever drew the ticket; null: it is unknown, used or expired, or its session has ended. */
export async function callerOfTicket({ engine }: Services, ticket: string): Promise<Caller | null> {
  const { store, clock } = engine;
  const used = await store.transaction((tx) => useTicket(tx, hashToken(ticket), clock.now()));
  const found = used && (await findCaller(store.read, used.session));
  if (!found || found.user.blocked) return null;
  return { ...found, session: used.session, until: used.streamUntil };
}

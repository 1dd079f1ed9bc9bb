import type { FastifyRequest } from 'fastify';
import { findCaller } from '#store/auth-sessions.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';

/**
 * Who sends this request: both the person and the session are looked up each time, so that a block,
 * a logout or a new password ends a token at once. null: nobody, or a token that is worth nothing.
 */
export async function identify(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { engine, tokens }: Services,
): Promise<Caller | null> {
  const [, token] = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) return null;
  const claims = await tokens.readAccess(token);
  if (!claims) return null;
  const found = await findCaller(engine.store.read, claims.session);
  if (!found || found.user.blocked || found.user.id !== claims.user) return null;
  return { ...found, session: claims.session, until: claims.expiresAt };
}

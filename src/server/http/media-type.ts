import type { FastifyRequest } from 'fastify';
import { rejection } from '#domain/rejection.ts';
import { Refused } from './problems.ts';

export const JSON_TYPE = 'application/json';

/**
 * Refuses a body in another language than the route takes, before it is read. Without a body the
 * header does not matter.
 * @param takes nothing: no body at all
 */
export function refuseMediaType({ headers }: FastifyRequest, takes: readonly string[]): void {
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody || takes.length === 0) return;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (takes.includes(type.trim()) && isUtf8) return;
  const message = `This content type is not taken here. Send ${takes.join(' or ')}${takes.includes(JSON_TYPE) ? ' in UTF-8' : ''}.`;
  throw new Refused(rejection('UNSUPPORTED_MEDIA_TYPE', message, { field: 'content-type' }));
}

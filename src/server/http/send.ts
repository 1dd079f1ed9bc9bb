import type { FastifyReply } from 'fastify';
import type { Rejection } from '#domain/rejection.ts';
import { badEnvelope, goodEnvelope, statusOf } from './envelope.ts';
import type { Answer } from './reply.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** A finished answer, as it is sent and as it is kept under an Idempotency-Key. */
export interface Finished {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function finishedAnswer(reply: Answer<unknown>, routeStatus: number): Finished {
  const status = reply.status ?? routeStatus;
  const headers: Record<string, string> = {};
  if (reply.version !== undefined) headers.etag = `"${reply.version}"`;
  if (reply.location !== undefined) headers.location = reply.location;
  return { status, headers, body: JSON.stringify(goodEnvelope(reply.data, status, reply.page)) };
}

export function finishedRefusal(
  error: Rejection,
  { status = statusOf(error), headers = {} }: Partial<Omit<Finished, 'body'>> = {},
): Finished {
  return { status, headers, body: JSON.stringify(badEnvelope(error, status)) };
}

export function send(reply: FastifyReply, { status, headers, body }: Finished): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, 'content-type': JSON_TYPE })
    .send(body);
}

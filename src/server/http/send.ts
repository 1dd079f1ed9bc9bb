import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { badEnvelope, goodBody, statusOf } from './envelope.ts';
import type { Parted } from './json-text.ts';
import type { Answer } from './reply.ts';

/** A finished answer, as it is sent and as it is kept under an Idempotency-Key. */
export interface Finished {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Parted;
}

export function finishedAnswer(reply: Answer<unknown>, routeStatus: number): Finished {
  const status = reply.status ?? routeStatus;
  const headers: Record<string, string> = {};
  if (reply.version !== undefined) headers.etag = `"${reply.version}"`;
  if (reply.location !== undefined) headers.location = reply.location;
  return { status, headers, body: goodBody(reply.data, status, reply.page) };
}

export function finishedRefusal(
  error: Rejection,
  { status = statusOf(error), headers = {} }: Partial<Omit<Finished, 'body'>> = {},
): Finished {
  return {
    status,
    headers: { ...headersOf(error), ...headers },
    body: JSON.stringify(badEnvelope(error, status)),
  };
}

export function send(reply: FastifyReply, { status, headers, body }: Finished): FastifyReply {
  reply.code(status).headers({ ...headers, 'content-type': 'application/json; charset=utf-8' });
  if (typeof body === 'string') return reply.send(body);
  const bytes = body.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return reply.header('content-length', bytes).send(streamOf(body));
}

function streamOf(parts: readonly string[]): Readable {
  return new Readable({
    objectMode: true,
    read() {
      for (const part of parts) this.push(part);
      this.push(null);
    },
  });
}

/** Too much of something for now. @param waitMs until it may be tried again */
export function tooMany(message: string, waitMs: number, field?: string): Rejection {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  const seconds = retryAfter === 1 ? 'a second' : `${retryAfter} seconds`;
  return rejection('RATE_LIMITED', `${message} Try again in ${seconds}.`, {
    details: { retryAfter },
    ...(field === undefined ? {} : { field }),
  });
}

function headersOf({ code, details }: Rejection): Record<string, string> {
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer' };
  const { retryAfter } = (details ?? {}) as { readonly retryAfter?: unknown };
  const told = code === 'RATE_LIMITED' || code === 'UNAVAILABLE';
  return told && typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {};
}

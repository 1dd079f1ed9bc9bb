import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { StoreAway, StoreBusy, TextNotTaken } from '#store/errors.ts';
import { finishedRefusal, send } from './send.ts';

/** A refusal from where only throwing leads out, such as a hook of Fastify. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly rejection: Rejection;
  constructor(refusal: Rejection) {
    super(refusal.message);
    this.rejection = refusal;
  }
}

/** Answers an error that was thrown; Fastify's error handler. What happened stays in the log. */
export function tellProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return send(reply, finishedRefusal(recorded(error, request)));
}

/** What an error means to whoever asked; what happened is put in the log. */
export function recorded(error: unknown, { id, log }: FastifyRequest): Rejection {
  const problem = problemOf(error, id);
  if (problem.code === 'INTERNAL') log.error({ err: error }, 'incident');
  else if (problem.code === 'UNAVAILABLE') log.warn({ err: error }, 'unavailable');
  return problem;
}

/** What an error means to whoever asked. */
export function problemOf(error: unknown, incident: string): Rejection {
  if (error instanceof Refused) return error.rejection;
  if (error instanceof StoreBusy) {
    return unavailable('Others are writing a great deal just now.');
  }
  if (error instanceof StoreAway) return unavailable('The database does not answer just now.');
  if (error instanceof TextNotTaken) {
    return rejection('VALIDATION', 'A text has a NUL character. Leave it out.');
  }
  const known = OF_FASTIFY[codeOf(error)];
  if (known) return known;
  const message = `Something went wrong here. Try again; if it stays so, report incident ${incident}.`;
  return rejection('INTERNAL', message, { details: { incident } });
}

export function unavailable(message: string): Rejection {
  const details = { retryAfter: 1 };
  return rejection('UNAVAILABLE', `${message} Try again in a moment.`, { details });
}

export const NO_SUCH_ROUTE: Rejection = rejection(
  'NOT_FOUND',
  'There is nothing at this address. /openapi.json lists what there is.',
);

const OF_FASTIFY: Readonly<Record<string, Rejection>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: rejection(
    'UNSUPPORTED_MEDIA_TYPE',
    'This content type is not taken here. Send application/json.',
    { field: 'content-type' },
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: rejection(
    'PAYLOAD_TOO_LARGE',
    'The body is too large. Send less at once.',
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: rejection(
    'VALIDATION',
    'The body is not as long as Content-Length says. Send it again.',
    { field: 'content-length' },
  ),
  FST_ERR_BAD_URL: rejection(
    'VALIDATION',
    'The path is not percent-encoded UTF-8. Encode it, then ask again.',
  ),
  FST_ERR_INVALID_URL: rejection('VALIDATION', 'The path cannot be read. Check it.'),
  FST_ERR_MAX_PARAM_LENGTH: NO_SUCH_ROUTE,
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

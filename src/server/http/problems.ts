import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { StoreBusy } from '#store/errors.ts';
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

/** Answers an error that was thrown; Fastify's error handler. */
export function tellProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.incident) request.log.error({ err: error }, 'incident');
  const { status, retryAfter } = problem;
  return send(
    reply,
    finishedRefusal(problem.error, {
      ...(status === undefined ? {} : { status }),
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    }),
  );
}

/** What went wrong outside of a route, as a refusal, the status that HTTP has for it, and whether it is ours. */
export interface Problem {
  readonly error: Rejection;
  /** Where it differs from the code's own. */
  readonly status?: number;
  /** Something to look into: it is logged whole, under the incident that the answer names. */
  readonly incident: boolean;
  /** Seconds after which it may work. */
  readonly retryAfter?: number;
}

const problem = (error: Rejection, status?: number): Problem => ({
  error,
  incident: false,
  ...(status === undefined ? {} : { status }),
});

/** What an error that was thrown means to whoever asked. Details stay in the log. */
export function problemOf(error: unknown, incident: string): Problem {
  if (error instanceof Refused) return problem(error.rejection);
  if (error instanceof StoreBusy) return unavailable(error.message);
  const code = codeOf(error);
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem(
        rejection(
          'UNSUPPORTED_MEDIA_TYPE',
          'This content type is not taken here. Send application/json.',
          { field: 'content-type' },
        ),
      );
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem(rejection('PAYLOAD_TOO_LARGE', 'The body is too large. Send less at once.'));
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem(
        rejection('VALIDATION', 'The body is not as long as content-length says.', {
          field: 'content-length',
        }),
      );
    case 'FST_ERR_BAD_URL':
      return problem(
        rejection(
          'VALIDATION',
          'The path is not percent-encoded UTF-8. Encode it, then ask again.',
        ),
      );
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem(noSuchRoute);
  }
  if (isLostDatabase(error)) return unavailable('The database cannot be reached just now.');
  const message = `Something went wrong here. Try again; if it stays so, report incident ${incident}.`;
  return { error: rejection('INTERNAL', message), incident: true };
}

export const noSuchRoute: Rejection = rejection(
  'NOT_FOUND',
  'There is nothing at this address. /docs and /openapi.json list what there is.',
);

function unavailable(message: string): Problem {
  const told = /try again/i.test(message) ? message : `${message} Try again in a moment.`;
  return { error: rejection('UNAVAILABLE', told), incident: false, retryAfter: 1 };
}

/** Errors of a connection, and what PostgreSQL says when it goes or is not there yet. */
const LOST =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/;

function isLostDatabase(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (LOST.test(codeOf(cause))) return true;
    if (/connection terminated|timeout exceeded when trying to connect/i.test(cause.message)) {
      return true;
    }
  }
  return false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { REJECTION_STATUS, type Rejection, rejection } from '#domain/rejection.ts';
import type { Result } from '#protocol/result.ts';
import { statusOf } from '../http/envelope.ts';
import { problemOf } from '../http/problems.ts';

/** The first status that is the server's own fault. */
const INCIDENT = 500;

/** A rejection as GraphQL tells it: `extensions` hold its code, field and details. */
export function refusal({ message, ...extensions }: Rejection): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}

/** The value of a result; a failure is thrown as GraphQL tells it. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw refusal(result.error);
}

/**
 * What may be told of an error. What the document or its variables did wrong is VALIDATION; what we
 * refuse is told as it is; anything else is told as an incident, and `report` is given it.
 */
export function tellable(
  error: unknown,
  incident: string,
  report: (error: unknown, problem: Rejection) => void,
): GraphQLError {
  const cause = causeOf(error);
  if (error instanceof GraphQLError && cause instanceof GraphQLError) {
    // GraphQL's own codes say no more than that the document or its variables are wrong.
    const isOurs = Object.hasOwn(REJECTION_STATUS, String(cause.extensions.code));
    const extensions = isOurs ? cause.extensions : { code: 'VALIDATION' };
    return remade(error, cause.message, extensions);
  }
  const problem = problemOf(cause, incident);
  if (statusOf(problem) >= INCIDENT) report(cause, problem);
  const { message, ...extensions } = problem;
  return remade(error, message, extensions);
}

/** The whole answer where nothing was executed. */
export function refusedAnswer({ message, ...extensions }: Rejection): {
  readonly errors: readonly GraphQLFormattedError[];
} {
  return { errors: [{ message, extensions: { ...extensions } }] };
}

/** @param what the document has, such as `more than 50 aliases` */
export function tooMuch(what: string): GraphQLError {
  const message = `The query has ${what}. Ask for less at once.`;
  return refusal(rejection('VALIDATION', message, { field: 'query' }));
}

/** What was thrown, beneath the places that GraphQL adds to it. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function remade(
  error: unknown,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): GraphQLError {
  const place =
    error instanceof GraphQLError
      ? { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path }
      : {};
  return new GraphQLError(message, { ...place, extensions });
}

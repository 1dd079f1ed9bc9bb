import { type Rejection, rejection } from '../rejection.ts';
import type { Span } from './ast.ts';

/** One mistake in a query, at its place. */
export interface Problem extends Span {
  /**
   * - `unfinished`: a value or a closing quote is still to come. A search box may keep silent
   *   about it while the caret stands there.
   * - `unknown`: a field or value that does not exist.
   * - `malformed`: a date, key or number that cannot be read, or something at a place where it
   *   has no meaning.
   * - `too-long`: more than a query may hold.
   */
  readonly kind: 'unfinished' | 'unknown' | 'malformed' | 'too-long';
  /** A whole sentence for a person, with the place and the hint in it. */
  readonly message: string;
  /** What should stand at `at` instead of the `length` units there. */
  readonly hint?: string;
}

/** Notes a mistake; answers `undefined`, so that a reader can `return refuse(…)`. */
export type Refuse = (problem: Problem) => undefined;

export function problem(
  kind: Problem['kind'],
  { at, length }: Span,
  message: string,
  hint?: string,
): Problem {
  return { kind, at, length, message, ...(hint === undefined ? {} : { hint }) };
}

/** `No field “severty” at character 1. Did you mean severity?`, or `otherwise` without a hint. */
export function unknown(
  noun: string,
  written: string,
  span: Span,
  hint: string | undefined,
  otherwise: string,
): Problem {
  const advice = hint === undefined ? otherwise : `Did you mean ${hint}?`;
  const message = `No ${noun} “${shortened(written)}” at character ${span.at}. ${advice}`;
  return problem('unknown', span, message, hint);
}

/** Written text inside a message: a pasted paragraph must not become one. */
export function shortened(written: string): string {
  const characters = [...written];
  return characters.length <= 40 ? written : `${characters.slice(0, 39).join('')}…`;
}

/** The refusal of a query: it names the first mistake, in the text's order. */
export function queryRejection(problems: readonly [Problem, ...Problem[]]): Rejection {
  const [{ at, length, message, hint }] = problems;
  const details = { at, length, ...(hint === undefined ? {} : { hint }) };
  return rejection('VALIDATION', message, { field: 'query', details });
}

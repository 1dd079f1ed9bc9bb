import type { Span } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import type { Rejection } from '#domain/rejection.ts';

/** What is wrong in a query, at its place. */
export interface Mistake extends Span {
  /** A whole sentence, the hint in it. */
  readonly message: string;
  /** What should stand there instead. */
  readonly hint?: string | undefined;
}

/**
 * What the text of a query says about itself:
 * - `ready`: it can be asked;
 * - `typing`: a value or a closing quote is still to come where the caret stands, so nothing is
 *   said, and the list keeps what it shows;
 * - `mistaken`: it cannot be asked.
 */
export type Reading =
  | { readonly state: 'ready' }
  | { readonly state: 'typing' }
  | { readonly state: 'mistaken'; readonly mistake: Mistake };

/** @param caret index in the text, in UTF-16 units; null while the caret is elsewhere */
export function readQuery(text: string, caret: number | null): Reading {
  const parsed = parse(text);
  if (parsed.ok) return { state: 'ready' };
  const loud = parsed.problems.find(
    ({ kind, at, length }) =>
      // All that follows an open quote stands within it.
      kind !== 'unfinished' ||
      !touches({ at, length: text[at - 1] === '"' ? text.length : length }, caret),
  );
  return loud === undefined ? { state: 'typing' } : { state: 'mistaken', mistake: loud };
}

function touches({ at, length }: Span, caret: number | null): boolean {
  return caret !== null && at - 1 <= caret && caret <= at - 1 + length;
}

/** The mistake that the host found in this text; undefined where it refused for another reason. */
export function mistakeOf({ field, message, details }: Rejection): Mistake | undefined {
  if (field !== 'query' || typeof details !== 'object' || details === null) return undefined;
  const { at, length, hint } = details as Readonly<Record<string, unknown>>;
  if (typeof at !== 'number' || typeof length !== 'number') return undefined;
  return { at, length, message, ...(typeof hint === 'string' ? { hint } : {}) };
}

/** The text with the hint in the place of the mistake, and where the caret then stands. */
export function withHint(
  text: string,
  { at, length, hint = '' }: Mistake,
): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, at - 1) + hint;
  return { text: before + text.slice(at - 1 + length), caret: before.length };
}

/**
 * A message cut around its hint, so that the hint can be pressed: `["No field …. Did you mean ",
 * "?"]`; null where the message does not end in it.
 */
export function aroundHint({ message, hint }: Mistake): readonly [string, string] | null {
  if (hint === undefined) return null;
  const at = message.lastIndexOf(hint);
  return at === -1 ? null : [message.slice(0, at), message.slice(at + hint.length)];
}

import type { Span } from '#domain/query/ast.ts';
import { type Suggestion, suggest, type Typing } from '#domain/query/suggest.ts';
import type { CallOutput } from '#protocol/api.ts';

/** What may be put in the place of what is being typed. */
export interface Offer {
  readonly span: Span;
  readonly suggestions: readonly Suggestion[];
}

/** Letters before anything is suggested; a colon counts as one of them. */
const LETTERS = 2;

const NOTHING: readonly Suggestion[] = [];

/** What is being typed where enough stands there to suggest something. */
export function typingAt(text: string, caret: number): Exclude<Typing, { kind: 'nothing' }> | null {
  const typing = suggest(text, caret);
  if (typing.kind === 'nothing') return null;
  return typing.kind === 'field' && typing.prefix.length < LETTERS ? null : typing;
}

/**
 * What is offered at the caret. The host knows the workspace's names; until its answer for this
 * very text is here, its last one is sifted by what has been typed since.
 */
export function offerAt(
  text: string,
  caret: number,
  answer: CallOutput<'issues.suggest'> | undefined,
  stale: boolean,
): Offer | null {
  const typing = typingAt(text, caret);
  if (typing === null) return null;
  const { at, length, prefix } = typing;
  const begins = prefix.toLowerCase();
  const answered = answer?.suggestions.map(({ detail, ...rest }) => ({ ...rest, about: detail }));
  const current = answered !== undefined && !stale;
  const names =
    answer?.at === at
      ? (answered ?? NOTHING).filter(({ label }) => label.toLowerCase().startsWith(begins))
      : NOTHING;
  const suggestions = current ? answered : merged(typing.suggestions, names);
  const typed = text.slice(at - 1, at - 1 + length);
  const useful = suggestions.filter(({ insert }) => insert !== typed);
  return useful.length === 0 ? null : { span: { at, length }, suggestions: useful };
}

function merged(own: readonly Suggestion[], names: readonly Suggestion[]): readonly Suggestion[] {
  const known = new Set(own.map(({ insert }) => insert));
  return [...own, ...names.filter(({ insert }) => !known.has(insert))];
}

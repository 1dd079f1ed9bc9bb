import type { Span } from './ast.ts';
import { type FieldLexeme, lex } from './lex.ts';

/**
 * What a run of the query's text is, for its colour:
 * - `word`, `phrase`: text to search, bare or quoted;
 * - `minus`, `name`, `colon`, `value`, `comma`: the parts of a field term; `minus` also before text;
 * - `space`: what lies between, a comma without meaning included.
 */
export type TokenKind =
  | 'word'
  | 'phrase'
  | 'minus'
  | 'name'
  | 'colon'
  | 'value'
  | 'comma'
  | 'space';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Counts the terms from 0; tokens of one term share it, so that they get one tint. null: between terms. */
  readonly term: number | null;
}

/** Cuts the text into runs without gap or overlap, also where the query has mistakes. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const add = (kind: TokenKind, end: number, term: number | null) => {
    const at = endOf(found.at(-1));
    if (end > at) found.push({ kind, at, length: end - at, term });
  };
  for (const [term, lexeme] of lex(text).entries()) {
    add('space', lexeme.at, null);
    if (lexeme.negated) add('minus', lexeme.at + 1, term);
    if (lexeme.kind === 'field') addField(lexeme, (kind, end) => add(kind, end, term));
    else add(lexeme.quoted ? 'phrase' : 'word', endOf(lexeme), term);
  }
  add('space', text.length + 1, null);
  return found;
}

function addField(
  { name, values }: FieldLexeme,
  add: (kind: TokenKind, end: number) => void,
): void {
  add('name', endOf(name));
  for (const [index, value] of values.entries()) {
    add('space', value.signAt);
    add(index === 0 ? 'colon' : 'comma', value.signAt + 1);
    add('space', value.at);
    add('value', endOf(value));
  }
}

/** The place after a span; the first place of the text when there is none. */
function endOf(span: Span | undefined): number {
  return span === undefined ? 1 : span.at + span.length;
}

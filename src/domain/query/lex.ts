import type { Span } from './ast.ts';

/**
 * Cuts a query's text into the pieces that parser, colouring and suggestions share. It never
 * refuses anything: whether a piece makes sense is the parser's business.
 *
 * A piece is text, quoted or not, or a field with its values. Letters with a colon after them are
 * a field, known or not; not so in `std::vector` and `https://`, where `:` or a slash follows. Within
 * quotes a quote is written twice. Spaces may stand after the colon and around
 * commas (`severity: Major, Minor`).
 */
export type Lexeme = TextLexeme | FieldLexeme;

interface LexemeBase extends Span {
  /** Begins with `-`, and so does the span. */
  readonly negated: boolean;
}

export interface TextLexeme extends LexemeBase {
  readonly kind: 'text';
  /** Without quotes and without the `-` of a negation. */
  readonly text: string;
  readonly quoted: boolean;
  /** Where an unclosed quote stands. */
  readonly openQuote: number | null;
}

export interface FieldLexeme extends LexemeBase {
  readonly kind: 'field';
  readonly name: Span & { readonly text: string };
  /** At least one; empty ones where a value is missing. */
  readonly values: readonly ValueLexeme[];
}

export interface WrittenValue extends Span {
  readonly text: string;
  /** A part of it stood in quotes, so that it means itself: no `none`, no `<`. */
  readonly quoted: boolean;
  readonly openQuote: number | null;
  /** Index in `text` of the first `=` outside quotes, else -1. */
  readonly equals: number;
}

export interface ValueLexeme extends WrittenValue {
  /** Where the colon or comma before it stands. */
  readonly signAt: number;
}

const FIELD = /-?\p{L}+:(?![:/\\])/uy;
const SPACE = /\s/;

export function lex(source: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let index = 0;
  while (index < source.length) {
    // A comma that no value stands before means nothing: `crash , login`.
    if (source[index] === ',' || isSpace(source, index)) index += 1;
    else {
      const lexeme = readLexeme(source, index);
      lexemes.push(lexeme);
      index += lexeme.length;
    }
  }
  return lexemes;
}

/** Whether this text, bare, would be read as one piece of just this text. */
export function isBareText(text: string, negated: boolean): boolean {
  const [lexeme, ...others] = lex(negated ? `-${text}` : text);
  if (lexeme?.kind !== 'text' || lexeme.quoted || others.length > 0) return false;
  return lexeme.text === text && lexeme.negated === negated;
}

function readLexeme(source: string, start: number): Lexeme {
  const negated = isNegation(source, start);
  const begin = negated ? start + 1 : start;
  const head = fieldAt(source, begin);
  if (head !== null) return readField(source, start, negated, begin, head.slice(0, -1));

  const quoted = source[begin] === '"';
  let end = begin;
  let text = '';
  let openQuote: number | null = null;
  if (quoted) {
    const quote = readQuoted(source, begin);
    ({ end, text } = quote);
    if (!quote.closed) openQuote = begin + 1;
  } else {
    while (end < source.length && source[end] !== '"' && !isSpace(source, end)) end += 1;
    text = source.slice(begin, end);
  }
  return { kind: 'text', at: start + 1, length: end - start, negated, text, quoted, openQuote };
}

/** A lone `-` and a `--flag` are text. */
function isNegation(source: string, index: number): boolean {
  if (source[index] !== '-' || index + 1 >= source.length) return false;
  return source[index + 1] !== '-' && !isSpace(source, index + 1);
}

function readField(
  source: string,
  start: number,
  negated: boolean,
  begin: number,
  name: string,
): FieldLexeme {
  const values: ValueLexeme[] = [];
  let index = begin + name.length;
  let sign = index;
  do {
    const value = readValue(source, valueStart(source, sign + 1));
    values.push({ ...value, signAt: sign + 1 });
    index = value.at - 1 + value.length;
    sign = skipSpace(source, index);
  } while (source[sign] === ',');
  return {
    kind: 'field',
    at: start + 1,
    length: index - start,
    negated,
    name: { at: begin + 1, length: name.length, text: name },
    values,
  };
}

/** Spaces may follow a colon or comma, unless the next piece is a field of its own. */
function valueStart(source: string, index: number): number {
  const next = skipSpace(source, index);
  return fieldAt(source, next, '-') === null ? next : index;
}

/** Reads one value up to the comma, space or end that closes it; `start` is an index. */
export function readValue(source: string, start: number): WrittenValue {
  let text = '';
  let quoted = false;
  let openQuote: number | null = null;
  let equals = -1;
  let index = start;
  while (index < source.length && source[index] !== ',' && !isSpace(source, index)) {
    if (source[index] === '"') {
      const quote = readQuoted(source, index);
      if (!quote.closed) openQuote = index + 1;
      text += quote.text;
      quoted = true;
      index = quote.end;
      continue;
    }
    if (source[index] === '=' && equals < 0) equals = text.length;
    text += source[index];
    index += 1;
  }
  return { at: start + 1, length: index - start, text, quoted, openQuote, equals };
}

function readQuoted(source: string, start: number): { text: string; end: number; closed: boolean } {
  let from = start + 1;
  let text = '';
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) return { text: text + source.slice(from), end: source.length, closed: false };
    text += source.slice(from, quote);
    if (source[quote + 1] !== '"') return { text, end: quote + 1, closed: true };
    text += '"';
    from = quote + 2;
  }
}

/** The letters and the colon of a field that begins here, or null. */
function fieldAt(source: string, index: number, allow: '' | '-' = ''): string | null {
  FIELD.lastIndex = index;
  const found = FIELD.exec(source)?.[0] ?? null;
  return found?.startsWith('-') && allow !== '-' ? null : found;
}

function skipSpace(source: string, index: number): number {
  let next = index;
  while (next < source.length && isSpace(source, next)) next += 1;
  return next;
}

function isSpace(source: string, index: number): boolean {
  return SPACE.test(source.charAt(index));
}

import { orderOf, type SortField } from '#domain/query/ast.ts';
import { lex } from '#domain/query/lex.ts';
import { parse } from '#domain/query/parse.ts';
import { endsInWord } from '#domain/query/words.ts';

export interface SortBy {
  readonly field: SortField;
  readonly falling: boolean;
}

/** The order in which a query lists its issues; empty when it is by rank or cannot be told. */
export function sortOf(text: string): readonly SortBy[] {
  const parsed = parse(text);
  if (!parsed.ok) return [];
  const order = orderOf(parsed.query);
  return order.by === 'rank' ? [] : order.keys.map(({ field, falling }) => ({ field, falling }));
}

/**
 * The query with another order; none takes the order out. What else was typed stays as it was,
 * and a word still being typed stays at the end, where it finds what begins with it.
 */
export function withSort(text: string, sort: readonly SortBy[]): string {
  const pieces = lex(text);
  const isSort = (piece: (typeof pieces)[number]) =>
    piece.kind === 'field' && piece.name.text.toLowerCase() === 'sort';
  const kept = pieces
    .filter((piece) => !isSort(piece))
    .map((piece) => ({
      typed: piece.kind === 'text' && !piece.quoted && !piece.negated,
      text: text.slice(piece.at - 1, piece.at - 1 + piece.length),
    }));
  const last = kept.at(-1);
  const typing = last?.typed === true && endsInWord(last.text) && endsInWord(text);
  const terms = kept.map((piece) => piece.text);
  if (sort.length === 0) return terms.join(' ');
  const keys = sort.map(({ field, falling }) => (falling ? `-${field}` : field));
  const term = `sort:${keys.join(',')}`;
  return typing
    ? [...terms.slice(0, -1), term, ...terms.slice(-1)].join(' ')
    : [...terms, term].join(' ');
}

import { lex } from '#domain/query/lex.ts';

/** One term of a query, and the query without it. */
export interface TermLeftOut {
  /** As it was written: `-tag:refunds`. */
  readonly term: string;
  readonly rest: string;
}

/** Every term that narrows the query, each left out in turn; `sort:` narrows nothing. */
export function termsLeftOut(text: string): readonly TermLeftOut[] {
  return lex(text)
    .filter((piece) => piece.kind === 'text' || piece.name.text.toLowerCase() !== 'sort')
    .map(({ at, length }) => {
      const end = at - 1 + length;
      const rest = `${text.slice(0, at - 1).trimEnd()} ${text.slice(end).trimStart()}`.trim();
      return { term: text.slice(at - 1, end), rest };
    });
}

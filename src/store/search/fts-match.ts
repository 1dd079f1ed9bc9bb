import type { TextTerm } from '#domain/query/ast.ts';

/**
 * The words as an FTS5 expression: rows that hold all of them. Words hold neither quotes nor any
 * other character of the expression's syntax, since they are letters and digits alone.
 */
export function ftsMatch(terms: readonly TextTerm[]): string {
  return terms.map(phrase).join(' AND ');
}

/** The same, within the column `title`. */
export function ftsTitleMatch(terms: readonly TextTerm[]): string {
  return `{title} : (${ftsMatch(terms)})`;
}

/** `"foo" + "ba" *`: side by side, in this order, the last one a prefix. */
function phrase({ words, prefix }: TextTerm): string {
  const joined = words.map((word) => `"${word}"`).join(' + ');
  return prefix ? `${joined} *` : joined;
}

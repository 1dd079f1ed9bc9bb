import type { TextTerm } from '#domain/query/ast.ts';

/** The words as a PostgreSQL tsquery literal: entries that hold all of them. */
export function tsQuery(terms: readonly TextTerm[]): string {
  return terms.map((term) => phrase(term, '')).join(' & ');
}

/** The same, in titles alone: their words carry the weight A. */
export function tsTitleQuery(terms: readonly TextTerm[]): string {
  return terms.map((term) => phrase(term, 'A')).join(' & ');
}

/** `'foo' <-> 'ba':*`: side by side, in this order, the last one a prefix. */
function phrase({ words, prefix }: TextTerm, weight: '' | 'A'): string {
  const parts = words.map((word, index) => {
    const flags = `${prefix && index === words.length - 1 ? '*' : ''}${weight}`;
    return flags === '' ? `'${word}'` : `'${word}':${flags}`;
  });
  return `(${parts.join(' <-> ')})`;
}

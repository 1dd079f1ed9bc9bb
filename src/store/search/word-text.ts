import { wordText } from '#domain/query/words.ts';

/**
 * Stands between two texts of one column, so that no phrase is found across their border. No word
 * holds this character: it is neither a letter nor a mark nor a digit.
 */
export const GAP = '\uFFFC';

/** What an index is given for an issue's description and bug details together. */
export function bodyWords(texts: readonly string[]): string {
  return texts
    .map(wordText)
    .filter((words) => words !== '')
    .join(` ${GAP} `);
}

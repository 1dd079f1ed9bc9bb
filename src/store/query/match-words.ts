import type { TextTerm } from '#domain/query/ast.ts';
import type { Dialect } from '../dialect.ts';
import { issuesWith } from '../search/text-search.ts';
import type { Read } from '../tables.ts';
import type { Remembered } from './remembered.ts';
import type { SeqSet } from './seq-set.ts';

/**
 * The issues that hold every word to find and none to avoid, whatever the rows say; null where there
 * are only words to avoid, and `avoided` are those that hold one.
 *
 * Each term is looked up by itself, since two terms may match in different texts of an issue, and
 * remembered, since a search typed letter by letter changes only its last one.
 */
export async function matchWords(
  db: Read,
  dialect: Dialect,
  words: readonly TextTerm[],
  remembered: Remembered,
): Promise<{ readonly found: SeqSet | null; readonly avoided: readonly SeqSet[] }> {
  const holders = (term: TextTerm) =>
    remembered.sets.get(`words ${term.prefix} ${term.words.join(' ')}`, () =>
      issuesWith(db, dialect, term, remembered.comments),
    );
  let found: SeqSet | null = null;
  const avoided: SeqSet[] = [];
  for (const term of words) {
    if (term.negated) avoided.push(await holders(term));
    else {
      const set: SeqSet = await holders(term);
      found = found === null ? set : found.and(set);
      if (found.size === 0) return { found, avoided: [] };
    }
  }
  for (const set of avoided) if (found !== null) found = found.without(set);
  return { found, avoided: found === null ? avoided : [] };
}

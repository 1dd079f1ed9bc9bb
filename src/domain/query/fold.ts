/**
 * How words are made equal that differ only in case, marks or the way they are encoded:
 * - compatibility forms become plain ones (NFKD): the ligature `ﬁ` is `fi`, `Ａ` is `a`;
 * - marks go: `Müller` is `muller`, and so is the stroke, which Unicode holds to be part of the
 *   letter: `Łódź` is `lodz`;
 * - case goes the full way, by capitals and back: `ß` is `ss`, `ς` is `σ`, `ı` and `İ` are `i`;
 * - Korean syllables, which NFKD took apart, are put together again (NFC).
 */

const MARKS = /\p{M}+/gu;
const FOREIGN = /[^\p{L}\p{Nd}]+/gu;
const PAIRED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u;
const PAIRED_OR_NOT = new RegExp(`${PAIRED.source}+|(?:(?!${PAIRED.source}).)+`, 'gsu');

const STROKES: Readonly<Record<string, string>> = {
  đ: 'd',
  ħ: 'h',
  ł: 'l',
  ø: 'o',
  ŧ: 't',
  ς: 'σ',
};
const STROKE = /[đħłøŧς]/g;

/**
 * The words of one lower-cased run of letters, marks and digits, joined by single spaces. Empty when the run
 * is marks alone. A word is cut to `maxWord` UTF-16 units, never within a character.
 */
export function foldRun(run: string, maxWord: number): string {
  const folded = run
    .normalize('NFKD')
    .replace(MARKS, '')
    .toUpperCase()
    .toLowerCase()
    .replace(STROKE, (letter) => STROKES[letter] ?? letter)
    // A few letters fall apart into several words' worth of text (the Arabic ligature for a blessing).
    .replace(FOREIGN, '')
    .normalize('NFC');
  if (!PAIRED.test(folded)) return cut(folded, maxWord);
  const parts: string[] = [];
  for (const [part] of folded.matchAll(PAIRED_OR_NOT)) {
    if (PAIRED.test(part)) parts.push(pairs(part));
    else parts.push(cut(part, maxWord));
  }
  return parts.join(' ');
}

/** `数据库` is `数据 据库`; a character alone is itself. */
function pairs(run: string): string {
  const characters = [...run];
  if (characters.length < 2) return run;
  return characters
    .slice(1)
    .map((character, index) => `${characters[index]}${character}`)
    .join(' ');
}

function cut(word: string, maxWord: number): string {
  if (word.length <= maxWord) return word;
  const head = word.slice(0, maxWord);
  return head.isWellFormed() ? head : head.slice(0, -1);
}

/** Whether a word is one Chinese, Japanese or Korean character: in a text it is half of a pair. */
export function isLoneCharacter(word: string): boolean {
  return PAIRED.test(word) && [...word].length === 1;
}

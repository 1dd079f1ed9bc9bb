import { foldRun } from './fold.ts';

/**
 * What a word is, for every index and every search (spec: Searching and filtering): a run of
 * letters, marks and decimal digits, folded by `fold.ts`; Chinese, Japanese and Korean characters
 * in overlapping pairs. Everything else, the underscore too, stands between words.
 */

/** Longer words are cut to so many UTF-16 units: both databases bound the length of a term. */
export const MAX_WORD = 128;

const SPACE = 32;

/** The class of a UTF-16 unit in lower-cased text: between words, or of a word, ASCII or not. */
const BETWEEN = 1;
const PLAIN = 2;
const WIDE = 3;

const WORD_CHARACTER = /[\p{L}\p{M}\p{Nd}]/u;
const ENDS_IN_WORD = /[\p{L}\p{M}\p{Nd}]$/u;

/** Classes by unit, 0 until the unit is first seen; surrogates stay 0, as their pair decides. */
const classes = new Uint8Array(0x10000);

function classAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const seen = classes[unit];
  if (seen) return seen;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const pair = text.codePointAt(unit < 0xdc00 ? index : index - 1) ?? 0;
    return pair > 0xffff && WORD_CHARACTER.test(String.fromCodePoint(pair)) ? WIDE : BETWEEN;
  }
  const inWord = WORD_CHARACTER.test(String.fromCharCode(unit));
  const found = !inWord ? BETWEEN : unit < 0x80 ? PLAIN : WIDE;
  classes[unit] = found;
  return found;
}

/**
 * The words of `text` in order, joined by single spaces: what the full-text index is given. An
 * import runs this over every body, so stretches that already look so (ASCII words, one space
 * apart) are copied whole.
 */
export function wordText(text: string): string {
  const lower = text.toLowerCase();
  const end = lower.length;
  let out = '';
  /** Where the stretch begins that will be copied as it stands; -1: there is none. */
  let stretch = -1;
  let index = 0;
  while (index < end) {
    let kind = classAt(lower, index);
    if (kind === BETWEEN) {
      index += 1;
      continue;
    }
    const start = index;
    let widest = kind;
    do {
      if (kind > widest) widest = kind;
      index += 1;
      kind = index < end ? classAt(lower, index) : BETWEEN;
    } while (kind !== BETWEEN);

    if (widest === PLAIN && index - start <= MAX_WORD) {
      if (stretch < 0) stretch = start;
      const wordFollows =
        lower.charCodeAt(index) === SPACE &&
        index + 1 < end &&
        classAt(lower, index + 1) !== BETWEEN;
      if (wordFollows) index += 1;
      else {
        out = joined(out, lower.slice(stretch, index));
        stretch = -1;
      }
    } else {
      if (stretch >= 0) out = joined(out, lower.slice(stretch, start - 1));
      stretch = -1;
      const run = lower.slice(start, index);
      out = joined(out, widest === PLAIN ? run.slice(0, MAX_WORD) : foldRun(run, MAX_WORD));
    }
  }
  return out;
}

function joined(text: string, more: string): string {
  if (text === '') return more;
  return more === '' ? text : `${text} ${more}`;
}

/** The words of `text` in order; their places are what makes a phrase. Never holds an empty one. */
export function words(text: string): string[] {
  const found = wordText(text);
  return found === '' ? [] : found.split(' ');
}

/** Whether the text ends inside a word, so that more letters would go on with it. */
export function endsInWord(text: string): boolean {
  return ENDS_IN_WORD.test(text);
}

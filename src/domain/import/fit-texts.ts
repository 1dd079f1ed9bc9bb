import { codePoints, utf8Bytes } from '../text.ts';

const MAX_TITLE = 255;
const MAX_BODY = 64 * 1024;
/** Room for the mark above a continued piece. */
const PIECE = MAX_BODY - 64;

export interface FittedTexts {
  readonly title: string;
  readonly description: string;
  /** What of the description did not fit, in order, each with its mark: they become comments. */
  readonly continued: readonly string[];
  /** Field and message of what was changed. */
  readonly told: readonly { readonly field: string; readonly message: string }[];
}

/**
 * Makes a title and a description fit without losing a word: a long title is cut and stands whole
 * above the description, an empty one is named after the id, `below` (what found no field of its
 * own) stands under it, and a description over its limit goes on in comments.
 */
export function fitTexts(source: {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly below: readonly string[];
}): FittedTexts {
  const told: { field: string; message: string }[] = [];
  const whole = source.title.normalize('NFC').trim();
  let title = whole;
  const parts = [source.description];
  if (whole === '') {
    title = `(no title) ${source.id}`;
    told.push({ field: 'title', message: 'The title was empty; the id stands for it.' });
  } else if (whole.length > MAX_TITLE && codePoints(whole) > MAX_TITLE) {
    title = `${firstCodePoints(whole, MAX_TITLE - 1).trimEnd()}…`;
    parts.unshift(whole);
    told.push({
      field: 'title',
      message: 'The title was too long; it stands whole above the description.',
    });
  }
  if (source.below.length > 0) parts.push(source.below.join('\n'));
  const text = parts.filter((part) => part !== '').join('\n\n');
  const [description = '', ...continued] = splitBody(text);
  if (continued.length > 0) {
    told.push({
      field: 'description',
      message: `The description was too long; it goes on in ${continued.length} comments.`,
    });
  }
  return { title, description, continued, told };
}

/** A body as it is, or in pieces that each fit, the later ones marked "(continued 2 of 3)". */
export function splitBody(text: string): readonly string[] {
  if (text.length * 3 <= MAX_BODY || utf8Bytes(text) <= MAX_BODY) return [text];
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const letter of text) {
    const size = utf8Bytes(letter);
    if (bytes + size > PIECE) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += letter;
    bytes += size;
  }
  pieces.push(piece);
  return pieces.map((one, index) =>
    index === 0 ? one : `(continued ${index + 1} of ${pieces.length})\n\n${one}`,
  );
}

export function firstCodePoints(text: string, count: number): string {
  let end = 0;
  let seen = 0;
  for (const letter of text) {
    if (seen === count) break;
    seen += 1;
    end += letter.length;
  }
  return text.slice(0, end);
}

import { z } from 'zod';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Length in Unicode code points: the unit of every limit "in characters". */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Length in UTF-8 bytes: the unit of every limit "in KiB". */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

/** U+0000 and unpaired surrogates can be kept by neither database nor JSON: they are refused. */
export function isCleanText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** What an import does instead of refusing: the offending characters become U+FFFD. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** Text that can be kept and looked for, of any length. */
export const clean = z
  .string()
  .refine(isCleanText, 'Remove the NUL characters or broken symbols: they cannot be kept.');

/**
 * A name or title: NFC-normalised and trimmed, `min` to `max` code points.
 * @param label how messages call it, such as "The title"
 */
export function nameText(label: string, min: number, max: number) {
  return clean
    .transform((text) => text.normalize('NFC').trim())
    .superRefine((text, context) => {
      if (codePoints(text) < min) {
        const message =
          min === 1
            ? `${label} is empty. Write at least one character.`
            : `${label} needs at least ${min} characters.`;
        context.addIssue({ code: 'custom', message });
      } else if (text.length > max && codePoints(text) > max) {
        context.addIssue({
          code: 'custom',
          message: `${label} has ${codePoints(text)} characters; the limit is ${max}.`,
        });
      }
    });
}

/** A body: kept as typed but for line ends, which become LF; at most `maxKiB` KiB of UTF-8. */
export function bodyText(label: string, maxKiB: number) {
  return clean
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .superRefine((text, context) => {
      const bytes = text.length * 3 <= maxKiB * 1024 ? 0 : utf8Bytes(text);
      if (bytes > maxKiB * 1024) {
        context.addIssue({
          code: 'custom',
          message: `${label} is ${Math.ceil(bytes / 1024)} KiB long; the limit is ${maxKiB} KiB.`,
        });
      }
    });
}

/** Whether a body counts as empty: judged trimmed, though it is kept as typed. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** The form in which names are compared "ignoring case". */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

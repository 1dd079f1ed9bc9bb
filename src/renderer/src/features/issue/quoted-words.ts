/** What was typed as words of the query language, whatever signs it holds. */
export function quoted(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => word.replaceAll(/["\\]/g, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => (/^[\p{L}\p{N}]+$/u.test(word) ? word : `"${word}"`))
    .join(' ');
}

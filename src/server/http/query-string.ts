import { rejection } from '#domain/rejection.ts';
import { isCleanText } from '#domain/text.ts';
import { failure, type Result, success } from '#protocol/result.ts';

/**
 * The parameters of a URL's query, decoded. Several values stand in one parameter, by comma: one that
 * stands twice is refused rather than half of it dropped.
 */
export function readQuery(text: string): Result<Readonly<Record<string, string>>> {
  const read = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at === -1 ? part : part.slice(0, at));
    const value = decode(at === -1 ? '' : part.slice(at + 1));
    if (name === null || value === null) return badEncoding(name ?? part);
    if (!isCleanText(value)) {
      const message = `${name} has a NUL character. Leave it out.`;
      return failure(rejection('VALIDATION', message, { field: name }));
    }
    if (read.has(name)) {
      const message = `${name} stands twice. Write several values in one, with commas.`;
      return failure(rejection('VALIDATION', message, { field: name }));
    }
    read.set(name, value);
  }
  // Without a prototype, so that a parameter may bear any name and is judged by it.
  return success(Object.assign(Object.create(null), Object.fromEntries(read)));
}

function badEncoding(name: string): Result<never> {
  const message = `${name} is not percent-encoded UTF-8. Encode it, then ask again.`;
  return failure(rejection('VALIDATION', message, { field: name }));
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

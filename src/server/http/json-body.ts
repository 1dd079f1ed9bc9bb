import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';

/** Levels of brackets; deeper than any shape of the domain. */
const MOST_DEPTH = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON. Nothing of it is changed in silence: bytes that are not UTF-8, and names that
 * would change what an object is, are refused; so is nesting that no shape needs. Empty: undefined.
 */
export function readJson(bytes: Uint8Array): Result<unknown> {
  if (bytes.length === 0) return success(undefined);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused('The body is not UTF-8. Send JSON in UTF-8.');
  }
  if (isTooDeep(text)) {
    return refused(`The body nests more than ${MOST_DEPTH} levels deep. Send it flatter.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (MAY_NAME_PROTOTYPE.test(text) && namesPrototype(text)) {
      return refused('__proto__ is not known here. Leave it out.', '__proto__');
    }
    return success(value);
  } catch {
    return refused('The body is not JSON. Check it, then send it again.');
  }
}

/** Plain, or with letters escaped. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u/;

function namesPrototype(json: string): boolean {
  let found = false;
  JSON.parse(json, (key, part) => {
    found ||= key === '__proto__';
    return part;
  });
  return found;
}

function refused(message: string, field?: string): Result<never> {
  return failure(rejection('VALIDATION', message, field === undefined ? {} : { field }));
}

/** Judged before parsing, and without recursion: the text may be nothing but brackets. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}

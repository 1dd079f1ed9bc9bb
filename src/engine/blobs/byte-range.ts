import type { ByteRange } from './blob-store.ts';

/** What a `Range` header asks of a content. */
export type AskedRange =
  | { readonly kind: 'whole' }
  | ({ readonly kind: 'part' } & ByteRange)
  /** Nothing of it is there: 416. */
  | { readonly kind: 'unsatisfiable' };

const WHOLE: AskedRange = { kind: 'whole' };
const SINGLE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * Reads a single range of RFC 9110: `bytes=a-b`, `bytes=a-` or `bytes=-n`, cut to the content.
 * Anything else (several ranges, other units, nonsense) is passed over, as the standard lets one.
 */
export function readRange(header: string | undefined, size: number): AskedRange {
  const [, first, last] = SINGLE.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined) return WHOLE;
  if (first === '') return last === '' ? WHOLE : suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return WHOLE;
  if (start >= size) return { kind: 'unsatisfiable' };
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return { kind: 'part', start, end };
}

function suffix(length: number, size: number): AskedRange {
  if (length === 0) return { kind: 'unsatisfiable' };
  // No part of nothing can be named.
  if (size === 0) return WHOLE;
  return { kind: 'part', start: Math.max(0, size - length), end: size - 1 };
}

import { createHash } from 'node:crypto';

/** JSON whose keys stand in one order, so that equal arguments give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** SHA-256 in hexadecimal of a command's name and arguments: tells a repeated command from another. */
export function argsHash(name: string, args: unknown): string {
  return createHash('sha256')
    .update(canonicalJson([name, args]))
    .digest('hex');
}

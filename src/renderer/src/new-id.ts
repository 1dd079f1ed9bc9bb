const TIME_BITS = 48n;

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, the version, the rest drawn.
 * @param now milliseconds since 1970 UTC
 * @param drawn at least 10 random bytes
 */
export function uuidv7(now: number, drawn: Uint8Array): string {
  const bytes = new Uint8Array(16);
  const time = BigInt.asUintN(Number(TIME_BITS), BigInt(now));
  for (let i = 0; i < 6; i += 1) bytes[i] = Number((time >> BigInt(40 - 8 * i)) & 0xffn);
  bytes.set(drawn.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** An id for what is made here and now: a command, an issue, a tag. */
export function newId(): string {
  return uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

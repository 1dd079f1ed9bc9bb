const LOW_53 = 2 ** 21;

/**
 * A short fingerprint of a text (53 bits, base 36), to see whether a long value is still the same.
 * Against chance, not against malice. Two multiplicative hashes over UTF-16 units, mixed at the end.
 */
export function digest(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return ((b >>> 0) * LOW_53 + ((a >>> 0) & (LOW_53 - 1))).toString(36);
}

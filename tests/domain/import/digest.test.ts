import { describe, expect, it } from 'vitest';
import { digest } from '#domain/import/digest.ts';

describe('the digest of a text', () => {
  it('is short, and another for every text that is looked at here', () => {
    const texts = Array.from({ length: 20_000 }, (_, n) => `Row ${n}: the total is wrong.`);
    const digests = new Set(texts.map(digest));
    expect(digests.size).toBe(texts.length);
    for (const one of digests) expect(one.length).toBeLessThanOrEqual(11);
  });
});

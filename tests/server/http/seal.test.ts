import { describe, expect, it } from 'vitest';
import { Seal } from '#server/http/seal.ts';

const secret = new TextEncoder().encode('a secret of the tests, 32 bytes and more');
const text = JSON.stringify({ seq: 7, values: ['ünder', null] });

describe('a sealed text', () => {
  const seal = new Seal(secret, 'cursors');
  const sealed = seal.seal(text);

  it('is opened where the secret and the purpose are the same', () => {
    expect(new Seal(secret, 'cursors').open(sealed)).toBe(text);
    expect(seal.open(seal.seal(''))).toBe('');
  });

  it('is the same each time, and shows nothing of the text', () => {
    expect(new Seal(secret, 'cursors').seal(text)).toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').includes('nder')).toBe(false);
    expect(seal.seal(`${text} `).slice(0, 16)).not.toBe(sealed.slice(0, 16));
  });

  it('is not opened where anything of it was changed', () => {
    const bytes = Buffer.from(sealed, 'base64url');
    for (const place of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(seal.open(changed.toString('base64url'))).toBe(null);
    }
  });

  it('is opened by nobody else', () => {
    expect(new Seal(secret, 'others').open(sealed)).toBe(null);
    expect(new Seal(secret.slice(1), 'cursors').open(sealed)).toBe(null);
    for (const nonsense of ['', 'x', '!', text, sealed.slice(0, 30)]) {
      expect(seal.open(nonsense)).toBe(null);
    }
  });
});

import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '#engine/passwords.ts';

describe('profile passwords', () => {
  test('the key derivation is scrypt as RFC 7914 gives it (test vector 2)', () => {
    const key = scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 16 });
    expect(key.toString('hex')).toBe(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622' +
        'eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    );
  });

  test('a hash in its own words verifies by its own parameters', async () => {
    const key = scryptSync('password', 'NaCl', 32, { N: 1024, r: 8, p: 16 });
    const salt = Buffer.from('NaCl').toString('base64url');
    const hash = `scrypt$ln=10,r=8,p=16$${salt}$${key.toString('base64url')}`;
    expect(await verifyPassword('password', hash)).toBe(true);
    expect(await verifyPassword('Password', hash)).toBe(false);
  });

  test('what was hashed verifies, whichever way its letters are composed', async () => {
    const hash = await hashPassword('pässwörd');
    expect(hash).toMatch(/^scrypt\$ln=15,r=8,p=1\$/);
    expect(await verifyPassword('pässwörd'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('passwort', hash)).toBe(false);
  });

  test('two hashes of one password differ', async () => {
    expect(await hashPassword('same again')).not.toBe(await hashPassword('same again'));
  });

  test.each(['', 'scrypt$', 'argon2$x', 'plain'])(
    'an unknown form never matches: “%s”',
    async (hash) => {
      expect(await verifyPassword(hash, hash)).toBe(false);
    },
  );
});

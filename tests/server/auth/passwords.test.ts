import { describe, expect, it } from 'vitest';
import { hashPassword as scryptHash } from '#engine/passwords.ts';
import {
  faultOfPassword,
  hashPassword,
  isOutdated,
  verifyPassword,
} from '#server/auth/passwords.ts';

/** Made by the reference implementation (phc-winner-argon2): `argon2 somesalt -id -t 2 -m 16 -p 1`. */
const REFERENCE =
  '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

describe('passwords of the server', () => {
  it('are kept as Argon2id with its cost, under a salt of their own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('correct horse'),
      hashPassword('correct horse'),
    ]);
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(one).not.toBe(two);
    expect(await verifyPassword('correct horse', one)).toBe(true);
    expect(await verifyPassword('correct horsf', one)).toBe(false);
    expect(isOutdated(one)).toBe(false);
  });

  it('verify what another library hashed, at another cost', async () => {
    expect(await verifyPassword('password', REFERENCE)).toBe(true);
    expect(await verifyPassword('Password', REFERENCE)).toBe(false);
    expect(isOutdated(REFERENCE)).toBe(true);
  });

  it('verify what the desktop hashed', async () => {
    const hash = await scryptHash('correct horse');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('correct horsf', hash)).toBe(false);
    expect(isOutdated(hash)).toBe(true);
  });

  it.each([
    null,
    '',
    'correct horse',
    '$argon2id$',
    '$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1',
    '$2b$10$abc',
  ])('never match the hash %s', async (hash) => {
    expect(await verifyPassword('correct horse', hash)).toBe(false);
  });

  it.each([
    ['1234567', false],
    ['12345678', true],
    ['🦗'.repeat(8), true],
    ['🦗'.repeat(7), false],
    ['x'.repeat(128), true],
    ['x'.repeat(129), false],
    ['é'.normalize('NFD').repeat(128), true],
  ])('%s: fits %s', (password, fits) => {
    expect(faultOfPassword(password) === null).toBe(fits);
  });
});

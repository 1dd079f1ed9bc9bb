import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/*
 * Profile passwords keep people apart, not attackers (spec: Two processes, one workspace). scrypt
 * because both Node and Electron have it (RFC 7914); the parameters stand in the hash, so that they
 * can grow later.
 */

const COST = { ln: 15, r: 8, p: 1 } as const;
const KEY_LENGTH = 32;
const FORM = /^scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** `scrypt$ln=15,r=8,p=1$<salt>$<key>`, salt and key in base64url. Takes about 0.1 s, off the thread. */
export async function hashPassword(
  password: string,
  salt: Uint8Array = randomBytes(16),
): Promise<string> {
  const key = await derive(password, salt, COST);
  const text = Buffer.from(salt).toString('base64url');
  return `scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${text}$${key.toString('base64url')}`;
}

/** Compares in constant time; a hash in an unknown form never matches. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = FORM.exec(hash) ?? [];
  if (!ln || !r || !p || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64url');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64url'), cost, expected.length);
  return timingSafeEqual(given, expected);
}

function derive(
  password: string,
  salt: Uint8Array,
  cost: Cost,
  length: number = KEY_LENGTH,
): Promise<Buffer> {
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 256 * cost.r * 2 ** cost.ln };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

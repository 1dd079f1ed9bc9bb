import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { codePoints } from '#domain/text.ts';
import * as scrypted from '#engine/passwords.ts';
import { Gate } from './gate.ts';

/*
 * Argon2id through Node's own OpenSSL, kept as PHC strings, so that the cost can grow and another
 * library can take over. Hashes that a desktop made (scrypt) are verified too, and replaced when
 * their owner signs in.
 */

interface Cost {
  /** Memory in KiB. */
  readonly m: number;
  /** Passes. */
  readonly t: number;
  readonly p: number;
}

/** OWASP's first choice for Argon2id; about 30 ms. */
const COST: Cost = { m: 19_456, t: 2, p: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{11,86})$/;
/** More at once would take the threads that files and name look-ups need too. */
const AT_ONCE = 2;

const gate = new Gate(AT_ONCE);

/** `$argon2id$v=19$m=…,t=…,p=…$<salt>$<tag>`. Off the thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, COST, TAG_BYTES);
  return `$argon2id$v=19$m=${COST.m},t=${COST.t},p=${COST.p}$${plain(salt)}$${plain(tag)}`;
}

/**
 * Compares in constant time. Without a hash (nobody has that name, or no password) it takes as long
 * and answers false, so that the time does not tell who exists.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash?.startsWith('scrypt$')) {
    return gate.run(() => scrypted.verifyPassword(password, hash));
  }
  const parts = FORM.exec(hash ?? '');
  if (!parts) {
    await derive(password, randomBytes(SALT_BYTES), COST, TAG_BYTES);
    return false;
  }
  const [, m, t, p, salt = '', tag = ''] = parts;
  const expected = Buffer.from(tag, 'base64');
  const cost = { m: Number(m), t: Number(t), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost, expected.length);
  return timingSafeEqual(given, expected);
}

/** Whether a hash should be made anew now that its password is known. */
export function isOutdated(hash: string): boolean {
  const [, m, t, p] = FORM.exec(hash) ?? [];
  return Number(m) !== COST.m || Number(t) !== COST.t || Number(p) !== COST.p;
}

/** A sentence about what is wrong with a new password; null: nothing. */
export function faultOfPassword(password: string): string | null {
  const length = codePoints(password.normalize('NFC'));
  if (length >= scrypted.PASSWORD_MIN && length <= scrypted.PASSWORD_MAX) return null;
  return `A password has ${scrypted.PASSWORD_MIN} to ${scrypted.PASSWORD_MAX} characters.`;
}

function derive(password: string, nonce: Uint8Array, cost: Cost, length: number): Promise<Buffer> {
  const message = password.normalize('NFC');
  const parameters = {
    message,
    nonce,
    memory: cost.m,
    passes: cost.t,
    parallelism: cost.p,
    tagLength: length,
  };
  return gate.run(
    () =>
      new Promise((resolve, reject) => {
        argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}

/** PHC strings carry base64 without padding. */
function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

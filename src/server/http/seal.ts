import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Texts that whoever calls carries for the server, and can neither read nor make up: AES-256-GCM,
 * under keys that every process with the same secret derives alike. The same text is always sealed
 * alike (its IV is its HMAC), so that an answer is the same each time.
 */
export class Seal {
  readonly #key: Buffer;
  readonly #ivKey: Buffer;

  /** @param purpose tells the seals of one server apart */
  constructor(secret: Uint8Array, purpose: string) {
    const derived = Buffer.from(hkdfSync('sha256', secret, '', purpose, 2 * KEY_BYTES));
    this.#key = derived.subarray(0, KEY_BYTES);
    this.#ivKey = derived.subarray(KEY_BYTES);
  }

  /** As base64url. */
  seal(text: string): string {
    const iv = createHmac('sha256', this.#ivKey).update(text).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** null: it was not sealed here. */
  open(sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const iv = bytes.subarray(0, IV_BYTES);
    const opener = createDecipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES });
    opener.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const text = opener.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, opener.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}

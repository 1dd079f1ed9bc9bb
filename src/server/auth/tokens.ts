import { createHash, randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { UserId } from '#domain/ids.ts';
import type { Clock } from '#engine/clock.ts';

const ISSUER = 'katydid';
const AUDIENCE = 'katydid-api';
const ALGORITHM = 'HS256';
const REFRESH_BYTES = 32;
const MOST_KEPT = 1000;

export interface TokenOptions {
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  readonly accessTokenMs: number;
  readonly refreshTokenMs: number;
  readonly clock: Clock;
}

/** What an access token says, once its signature and dates have been found good. */
export interface AccessClaims {
  readonly user: UserId;
  readonly session: string;
  /** Epoch milliseconds, in whole seconds. */
  readonly expiresAt: number;
}

/** Makes and reads the tokens of a server. */
export class Tokens {
  readonly #options: TokenOptions;
  /** Tokens whose signature was good: whoever sends one sends it with every request. */
  readonly #good = new Map<string, AccessClaims>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** A JWT that names a person and a session, good for `accessTokenMs`. */
  async signAccess(user: UserId, session: string): Promise<string> {
    const { secret, accessTokenMs, clock } = this.#options;
    const now = clock.now();
    return new SignJWT({ sid: session })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(user)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(new Date(now))
      .setExpirationTime(new Date(now + accessTokenMs))
      .sign(secret);
  }

  /** null: forged, foreign, expired, or no token at all. */
  async readAccess(token: string): Promise<AccessClaims | null> {
    const known = this.#good.get(token);
    if (known && known.expiresAt > this.#options.clock.now()) return known;
    this.#good.delete(token);
    const claims = await this.#verify(token);
    if (claims) this.#keep(token, claims);
    return claims;
  }

  #keep(token: string, claims: AccessClaims): void {
    this.#good.set(token, claims);
    const [oldest] = this.#good.keys();
    if (this.#good.size > MOST_KEPT && oldest !== undefined) this.#good.delete(oldest);
  }

  async #verify(token: string): Promise<AccessClaims | null> {
    const { secret, clock } = this.#options;
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: new Date(clock.now()),
      });
      const { sub, sid, exp } = payload;
      if (sub === undefined || exp === undefined || typeof sid !== 'string') return null;
      return { user: sub as UserId, session: sid, expiresAt: exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  /** Seconds that an access token is good for. */
  get expiresIn(): number {
    return this.#options.accessTokenMs / 1000;
  }

  /** A fresh refresh token: what the client gets, and what is kept of it. */
  drawRefresh(): { readonly token: string; readonly hash: string; readonly expiresAt: number } {
    const { refreshTokenMs, clock } = this.#options;
    const token = randomBytes(REFRESH_BYTES).toString('base64url');
    return { token, hash: hashToken(token), expiresAt: clock.now() + refreshTokenMs };
  }
}

/** SHA-256 as base64url: the token is random, so nothing slower is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

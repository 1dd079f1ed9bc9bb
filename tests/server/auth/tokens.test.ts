import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { Tokens } from '#server/auth/tokens.ts';

const SECRET = new TextEncoder().encode('a secret of 32 bytes or somewhat more');
const NOW = Date.UTC(2026, 2, 14, 9);
const USER = '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11' as UserId;
const SESSION = '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e12';

let now = NOW;
const clock = { now: () => now, newId: () => SESSION };
const options = { secret: SECRET, accessTokenMs: 900_000, refreshTokenMs: 3_600_000, clock };
const tokens = new Tokens(options);

/** A token as ours are, but for what is told. */
function forged({ alg = 'HS256', secret = SECRET, claims = {} }: Partial<Forgery> = {}) {
  const payload = {
    sid: SESSION,
    sub: USER,
    iss: 'katydid',
    aud: 'katydid-api',
    exp: NOW / 1000 + 60,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(secret);
}
interface Forgery {
  readonly alg: string;
  readonly secret: Uint8Array;
  readonly claims: Record<string, unknown>;
}

describe('an access token', () => {
  it('names the person and the session, until it ends', async () => {
    const token = await tokens.signAccess(USER, SESSION);
    const claims = { user: USER, session: SESSION, expiresAt: NOW + 900_000 };
    expect(await tokens.readAccess(token)).toEqual(claims);
    now = NOW + 899_000;
    expect(await tokens.readAccess(token)).toEqual(claims);
    now = NOW + 900_000;
    expect(await tokens.readAccess(token)).toBeNull();
    now = NOW;
  });

  it('is read where it is as ours are', async () => {
    expect(await tokens.readAccess(await forged())).toMatchObject({ user: USER });
  });

  it.each<[string, Partial<Forgery>]>([
    ['signed by another', { secret: new TextEncoder().encode('x'.repeat(64)) }],
    ['signed in another way', { alg: 'HS512', secret: new TextEncoder().encode('x'.repeat(64)) }],
    ['signed by us in another way', { alg: 'HS384', secret: new Uint8Array(64) }],
    ['of another issuer', { claims: { iss: 'somebody' } }],
    ['for another audience', { claims: { aud: 'somebody' } }],
    ['without an end', { claims: { exp: undefined } }],
    ['of nobody', { claims: { sub: undefined } }],
    ['without a session', { claims: { sid: undefined } }],
    ['whose session is no text', { claims: { sid: 12 } }],
  ])('%s is none', async (_what, forgery) => {
    expect(await tokens.readAccess(await forged(forgery))).toBeNull();
  });

  it('without a signature is none', async () => {
    const [, payload] = (await forged()).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await tokens.readAccess(`${header}.${payload}.`)).toBeNull();
  });
});

it('a refresh token is random, and only its hash is kept', () => {
  const [one, two] = [tokens.drawRefresh(), tokens.drawRefresh()];
  expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
  expect(one.token).not.toBe(two.token);
  expect(one.hash).not.toContain(one.token);
  expect(one.expiresAt).toBe(NOW + 3_600_000);
});

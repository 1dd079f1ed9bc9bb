import { afterEach, describe, expect, it } from 'vitest';
import { networkOf, RateLimit } from '#server/http/rate-limit.ts';
import { client, movableClock, startServer, type TestServer } from '#tests/support/server.ts';

describe('how much may come', () => {
  const clock = movableClock();
  let server: TestServer;
  afterEach(() => server.close());

  it('of nobody is counted by address, and the rest waits', async () => {
    server = await startServer('sqlite', { RATE_LIMIT_ANONYMOUS: '5/minute' }, { clock });
    const ask = (path: string) => server.nobody.get(path);
    const paths = ['/api/auth/me', '/api/nothing', '/openapi.json', '/docs', '/api/auth/login'];
    for (const path of paths) expect((await ask(path)).status).not.toBe(429);
    for (const path of ['/api/auth/me', '/api/nothing', '/docs']) {
      const { status, headers, body } = await ask(path);
      expect([status, body.error.code]).toEqual([429, 'RATE_LIMITED']);
      const wait = Number(headers.get('retry-after'));
      expect(wait).toBeGreaterThan(50);
      expect(wait).toBeLessThanOrEqual(60);
      expect(body.error).toMatchObject({
        message: `These are too many requests. Try again in ${wait} seconds.`,
        details: { retryAfter: wait },
      });
    }
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
    expect((await server.admin.get('/api/auth/me')).status).toBe(200);
    clock.move(60_000);
    expect((await ask('/api/auth/me')).status).toBe(401);
  });

  it('of somebody is counted by person, from wherever they come', async () => {
    server = await startServer('sqlite', { RATE_LIMIT_USER: '3/minute' }, { clock });
    const other = await server.person('tester');
    const again = await server.signIn(server.admin.id);
    const me = '/api/auth/me';
    for (const who of [server.admin, again, again]) expect((await who.get(me)).status).toBe(200);
    expect((await again.get(me)).status).toBe(429);
    expect((await other.get(me)).status).toBe(200);
    expect((await server.nobody.get(me)).status).toBe(401);
  });

  it('a token that is worth nothing counts as nobody', async () => {
    server = await startServer('sqlite', { RATE_LIMIT_ANONYMOUS: '2/minute' });
    const stranger = client(server.url, 'worth.nothing.atall');
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await stranger.get('/api/auth/me')).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('behind a proxy that is trusted, each client has an address of its own', async () => {
    const limits = { RATE_LIMIT_ANONYMOUS: '1/minute' };
    const ask = (forwarded: string) =>
      server.nobody.get('/api/nothing', { 'x-forwarded-for': forwarded });
    server = await startServer('sqlite', { ...limits, TRUST_PROXY: '1' });
    expect((await ask('203.0.113.1')).status).toBe(404);
    expect((await ask('203.0.113.2')).status).toBe(404);
    // What the client says of itself does not count, only what the proxy adds.
    expect((await ask('203.0.113.9, 203.0.113.1')).status).toBe(429);
    await server.close();

    server = await startServer('sqlite', { ...limits, TRUST_PROXY: '127.0.0.0/8' });
    expect((await ask('203.0.113.1')).status).toBe(404);
    expect((await ask('203.0.113.9, 203.0.113.1')).status).toBe(429);
    await server.close();

    server = await startServer('sqlite', limits);
    expect((await ask('203.0.113.1')).status).toBe(404);
    expect((await ask('203.0.113.2')).status).toBe(429);
  });
});

describe('a limit', () => {
  it('counts in windows that begin with the first', () => {
    let now = 1000;
    const limit = new RateLimit({ count: 2, perMs: 100 }, () => now);
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([null, null, 100]);
    expect(limit.take('b')).toBeNull();
    now = 1099;
    expect(limit.take('a')).toBe(1);
    now = 1100;
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([null, null, 100]);
  });
});

describe('what of an address counts', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#tests/support/server.ts';

describe('pages of other origins', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer('sqlite', {
      CORS_ORIGINS: 'https://bugs.example.org, https://*.example.com:8443',
    });
  });
  afterAll(() => server.close());

  const from = (origin: string) => server.admin.get('/api/auth/me', { origin });
  const preflight = (origin: string, path = '/api/users') =>
    fetch(server.url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PATCH' },
    });

  it.each([
    'https://bugs.example.org',
    'https://a.example.com:8443',
    'https://a.b-c.example.com:8443',
  ])('%s may call', async (origin) => {
    const { headers } = await from(origin);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('access-control-expose-headers')).toContain('etag');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(asked.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it.each([
    'http://bugs.example.org',
    'https://bugs.example.org.evil.net',
    'https://example.com:8443',
    'https://a.example.com',
    'https://evil.net/.example.com:8443',
    'https://aXexample.com:8443',
    'null',
  ])('%s may not', async (origin) => {
    expect((await from(origin)).headers.get('access-control-allow-origin')).toBeNull();
    const asked = await preflight(origin);
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonRoute } from '#server/http/define-route.ts';
import { endpointsOf, routesOf } from '#server/routes.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

const ROUTES = routesOf({ docs: true });
const JSON_ROUTES = ROUTES.filter((route): route is JsonRoute => route.kind === 'json');
const named = <R extends { method: string; path: string }>(routes: readonly R[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);

describe('the routes', () => {
  it('are listed for whoever walks them', () => {
    const endpoints = endpointsOf(ROUTES);
    expect(endpoints).toContainEqual({ method: 'POST', path: '/api/users', auth: 'caller' });
    expect(endpoints).toContainEqual({ method: 'POST', path: '/api/auth/login', auth: 'anyone' });
    const names = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(named(JSON_ROUTES))('%s takes a body whose fields it knows', (_name, { body }) => {
    if (body === null) return;
    const parsed = body.safeParse({ certainlyUnknown: 1 });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  it.each(named(JSON_ROUTES))('%s has examples that are as it promises', (_name, route) => {
    const { body, answer } = route.examples;
    expect(route.answer.parse(answer)).toEqual(answer);
    expect(route.body === null).toBe(body === undefined);
    if (route.body !== null) route.body.parse(body);
  });

  it.each(named(ROUTES))('%s names the parameters of its path', (_name, { path, params }) => {
    const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(params.shape)).toEqual(inPath);
  });
});

describe('the description', () => {
  let server: TestServer;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into the document.
  let document: any;
  beforeAll(async () => {
    server = await startServer('sqlite');
    const { status, text, headers } = await server.nobody.get('/openapi.json');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    document = JSON.parse(text);
  });
  afterAll(() => server.close());

  it('is OpenAPI 3.1 of every route', () => {
    expect(document.openapi).toBe('3.1.0');
    const told = Object.entries<object>(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = ROUTES.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(told.toSorted()).toEqual(there.toSorted());
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, reference = ''] of references) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce((part, name) => part?.[name], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('tells each operation by a name of its own', () => {
    const ids = Object.values<object>(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('patchUsersId');
  });

  it('shows a request, its answer and its refusals', () => {
    const { post } = document.paths['/api/users'];
    expect(post.parameters.map(({ name }: { name: string }) => name)).toEqual(['Idempotency-Key']);
    const request = post.requestBody.content['application/json'];
    expect(request.schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['username', 'name'],
      properties: {
        role: { enum: ['admin', 'manager', 'developer', 'tester'], default: 'tester' },
      },
    });
    expect(request.example).toMatchObject({ username: 'ana' });
    const answer = post.responses['201'].content['application/json'];
    expect(answer.schema.properties.data).toEqual({ $ref: '#/components/schemas/User' });
    expect(answer.example).toMatchObject({ data: { username: 'ana' }, error: null, status: 201 });
    expect(Object.keys(post.responses)).toEqual(['201', '400', '401', '403', '409', '429']);
    const refusal = document.components.responses.CONFLICT.content['application/json'];
    expect(refusal.example).toMatchObject({ data: null, error: { code: 'CONFLICT' }, status: 409 });
  });

  it('shows numbers of a query as numbers, with what they are unless told', () => {
    const { parameters } = document.paths['/api/users'].get;
    expect(parameters).toContainEqual({
      name: 'pageSize',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
    });
  });

  it('asks for a token where one is needed', () => {
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(document.paths['/api/auth/login'].post.security).toEqual([]);
    expect(document.paths['/api/auth/me'].get.security).toBeUndefined();
  });
});

describe('the page of the description', () => {
  it('loads what this server gives, and nothing else', async () => {
    const server = await startServer('sqlite');
    const page = await server.nobody.get('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\/docs\//);
      expect((await server.nobody.get(link)).status).toBe(200);
    }
    for (const file of ['index.html', '..%2fpackage.json', 'swagger-initializer.js']) {
      expect((await server.nobody.get(`/docs/${file}`)).status).toBe(400);
    }
    await server.close();
  });

  it('is not there where DOCS is off', async () => {
    const server = await startServer('sqlite', { DOCS: 'off' });
    for (const path of ['/docs', '/docs/start.js']) {
      expect((await server.nobody.get(path)).status).toBe(404);
    }
    expect((await server.nobody.get('/openapi.json')).text).not.toContain('/docs');
    await server.close();
  });
});

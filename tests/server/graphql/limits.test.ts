import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codes, told } from '#tests/support/graph.ts';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

describe.each(DATABASES)('what GraphQL takes on %s', (database) => {
  let server: TestServer;
  let tim: Person;

  beforeAll(async () => {
    server = await startServer(database);
    tim = await server.person('tester', 'tim');
  });
  afterAll(() => server.close());

  const nested = (times: number) =>
    `{ issue(id: "A-1") ${'{ comments(first: 1) { nodes { issue '.repeat(times)}{ id }${' } } }'.repeat(times)} }`;

  it.each([
    ['deep', nested(4)],
    ['dear', '{ issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } }'],
    [
      'dear by the length of lists',
      '{ projects(first: 100) { nodes { issues(first: 100) { id } } } }',
    ],
    [
      'full of aliases',
      `{ me { ${Array.from({ length: 51 }, (_, n) => `a${n}: id`).join(' ')} } }`,
    ],
    ['wide', `{ ${'me { id } '.repeat(21)} }`],
    [
      'wide by a fragment',
      `{ ${'...F '.repeat(11)} } fragment F on Query { me { id } severities { id } }`,
    ],
    ['long', `{ me { ${'id '.repeat(2001)} } }`],
    ['a circle', '{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }'],
    ['nested in a literal', `{ issues(q: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`],
    ['nested without an end', `{ issues(q: ${'['.repeat(1900)}`],
    ['unknown', '{ nothing }'],
    ['no document', '{ me'],
  ])('refuses a document that is %s', async (_what, query) => {
    const { errors, data } = await ask(tim, query);
    expect(data).toBeNull();
    expect(errors[0]).toMatchObject({ extensions: { code: 'VALIDATION' } });
  });

  it('reckons the cost with the variables', async () => {
    const query = `query ($first: Int, $comments: Int) {
      issues(first: $first) { nodes { comments(first: $comments) { nodes { id } } } } }`;
    expect(await codes(tim, query, { first: 100, comments: 5 })).toEqual([]);
    expect(await codes(tim, query, { first: 100, comments: 60 })).toEqual(['VALIDATION']);
    expect((await ask(tim, query, { first: 100, comments: 60 })).errors[0]?.message).toContain(
      '6100',
    );
  });

  it('bounds many writes at once', async () => {
    const one = (n: number) => `m${n}: issueWatch(input: { issue: "x" }) { id }`;
    const many = Array.from({ length: 21 }, (_, n) => one(n)).join(' ');
    expect(await codes(tim, `mutation { ${many} }`)).toEqual(['VALIDATION']);
  });

  it('asks who it is, in its own words', async () => {
    const { status, errors } = await ask(server.nobody, '{ me { id } }');
    expect(status).toBe(401);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('takes JSON by POST alone, one operation at a time', async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      tim.post('/graphql', body, headers);
    const form = await post('query=%7Bme%7Bid%7D%7D', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).toBe(415);
    const plain = await post('{"query":"{ me { id } }"}', { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    const graphql = await post('{ me { id } }', { 'content-type': 'application/graphql' });
    expect([graphql.status, graphql.body.errors[0].extensions.code]).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const get = await tim.get(
      `/graphql?query=${encodeURIComponent('mutation { notificationReadAll }')}`,
    );
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    const batch = await tim.post('/graphql', [
      { query: '{ me { id } }' },
      { query: '{ me { id } }' },
    ]);
    expect(batch.status).toBeGreaterThanOrEqual(400);
    expect(batch.body.errors).toHaveLength(1);
    for (const body of ['{', '7', 'null', '{}', '{"query":7}']) {
      const { status, body: told } = await post(body);
      expect([body, status]).toEqual([body, 400]);
      expect(told.errors[0].extensions.code).toBe('VALIDATION');
    }
    const large = await tim.post('/graphql', {
      query: '{ me { id } }',
      variables: { a: 'x'.repeat(1_100_000) },
    });
    expect([large.status, large.body.errors[0].extensions.code]).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
    ]);
  });

  it('tells nothing of what went wrong inside', async () => {
    const { store } = server.engine;
    const { read } = store;
    const sql = 'select secret from nowhere';
    const broken = new Proxy(read, {
      get: (target, name) => {
        if (name === 'selectFrom')
          return (table: string) => {
            if (table === 'saved_view') throw new Error(sql);
            return target.selectFrom(table as 'issue');
          };
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    Object.assign(store, { read: broken });
    try {
      const { text, errors, data } = await ask(tim, '{ views { id } }');
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        {
          path: ['views'],
          extensions: { code: 'INTERNAL', details: { incident: expect.any(String) } },
        },
      ]);
      expect(text).not.toMatch(/secret|nowhere|at .*\.ts/);
    } finally {
      Object.assign(store, { read });
    }
  });

  it('tells the schema to whoever is signed in', async () => {
    const { __schema } = await told(
      tim,
      '{ __schema { queryType { name } mutationType { name } } }',
    );
    expect(__schema).toEqual({ queryType: { name: 'Query' }, mutationType: { name: 'Mutation' } });
    expect((await ask(server.nobody, '{ __schema { queryType { name } } }')).status).toBe(401);
  });
});

describe('GraphQL on a server that is set otherwise', () => {
  it('counts with the other requests', async () => {
    const server = await startServer('sqlite', { RATE_LIMIT_USER: '2/minute' });
    try {
      const tim = await server.person('tester', 'tim');
      await tim.get('/api/auth/me');
      await told(tim, '{ me { id } }');
      const { status, headers, body } = await tim.post('/graphql', { query: '{ me { id } }' });
      expect([status, body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await server.close();
    }
  });

  it('keeps the schema to itself without DOCS', async () => {
    const server = await startServer('sqlite', { DOCS: 'off' });
    try {
      expect(await codes(server.admin, '{ __schema { queryType { name } } }')).toContain(
        'VALIDATION',
      );
      expect(await told(server.admin, '{ me { username } }')).toEqual({ me: { username: 'ada' } });
    } finally {
      await server.close();
    }
  });
});

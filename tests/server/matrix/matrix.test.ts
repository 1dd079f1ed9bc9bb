import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpointsOf, routesOf } from '#server/routes.ts';
import {
  type Client,
  DATABASES,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';
import { type Asked, ENDPOINTS, type Verdict } from './endpoints.ts';
import { RELATIONS, Scene, type Stage } from './scene.ts';

/*
 * Every endpoint × role × relation over real HTTP, held against the permission table of the domain
 * (which tests/domain/permissions.test.ts holds against the one of the specification).
 */

const ROLES = ['admin', 'manager', 'developer', 'tester'] as const;

/** What each verdict looks like from outside. */
const STATUS: Readonly<Record<Verdict, readonly number[]>> = {
  done: [200, 201, 204],
  refused: [403],
  unseen: [404],
  shut: [400],
};

/** Endpoints that ask nobody who they are, and the one that ends the session it is asked with. */
const NOT_HERE = new Set([
  'POST /api/auth/register',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/auth/logout',
  // A stream; asked by tests/server/events, and refused below.
  'GET /api/events',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /docs',
  'GET /docs/:file',
  'GET /docs/graphiql',
  'GET /docs/graphiql/:file',
  // One endpoint for everything; who may do what is asked of each field by tests/server/graphql.
  'POST /graphql',
  'GET /openapi.json',
]);

const endpoints = endpointsOf(routesOf({ docs: true })).map(
  ({ method, path }) => `${method} ${path}`,
);

test('no endpoint is missing from the matrix, and none is in it that is not there', () => {
  expect([...Object.keys(ENDPOINTS), ...NOT_HERE].toSorted()).toEqual(endpoints.toSorted());
});

describe.each(DATABASES)('the permission matrix, on %s', (database) => {
  let server: TestServer;
  let stage: Stage;
  let people: ReadonlyMap<string, Person>;
  let blocked: Person;
  beforeAll(async () => {
    server = await startServer(database);
    const others = {
      reporter: await server.person('developer', 'rita'),
      assignee: await server.person('developer', 'dora'),
    };
    const [row] = (await server.admin.get('/api/severities')).body.data;
    stage = { server, others, severity: row.id };
    const made = new Map<string, Person>();
    for (const role of ROLES) made.set(role, await server.person(role, `a-${role}`));
    people = made;
    blocked = await server.person('admin', 'blocked');
    await server.run('user.block', { id: blocked.id });
  });
  afterAll(() => server.close());

  const personOf = (role: string): Person => people.get(role) ?? never();

  test.each(Object.keys(ENDPOINTS))(
    '%s',
    async (endpoint) => {
      const differences: string[] = [];
      for (const role of ROLES) {
        for (const relation of RELATIONS) {
          const person = personOf(role);
          const scene = await Scene.make(stage, person, relation);
          const asked = await (ENDPOINTS[endpoint] ?? never)(scene, await scene.facts());
          await expectOf(asked, person, `${role}, ${relation}`, differences);
        }
      }
      const scene = await Scene.make(stage, personOf('admin'), 'author');
      const asked = await (ENDPOINTS[endpoint] ?? never)(scene, await scene.facts());
      for (const [who, client] of [
        ['blocked', blocked],
        ['nobody', server.nobody],
      ] as const) {
        const { status } = await asked.send(client);
        if (status !== 401) differences.push(`${who}: ${status} instead of 401`);
      }
      expect(differences).toEqual([]);
    },
    60_000,
  );

  test('a live stream and GraphQL are for whoever is signed in', async () => {
    for (const client of [blocked, server.nobody]) {
      expect((await client.get('/api/events')).status).toBe(401);
      expect((await client.post('/graphql', { query: '{ me { id } }' })).status).toBe(401);
    }
  });

  async function expectOf(
    asked: Asked,
    person: Client,
    who: string,
    differences: string[],
  ): Promise<void> {
    const { status, text } = await asked.send(person);
    if (STATUS[asked.verdict].includes(status)) return;
    differences.push(`${who}: ${status} instead of ${asked.verdict}: ${text.slice(0, 300)}`);
  }
});

function never(): never {
  throw new Error('Unreachable.');
}

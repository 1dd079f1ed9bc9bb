import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { endpointsOf, routesOf } from '#server/routes.ts';
import {
  type Client,
  DATABASES,
  type Person,
  startServer,
  type TestServer,
} from '#tests/support/server.ts';
import { type Asked, ENDPOINTS, type Verdict } from './endpoints.ts';
import { RELATIONS, type Relation, Scene, type Stage, writeSeverity } from './scene.ts';

/*
 * Every endpoint × role × relation over real HTTP, held against the permission table of the domain
 * (which tests/domain/permissions.test.ts holds against the one of the specification).
 */

const ROLES = ['admin', 'manager', 'developer', 'tester'] as const;
type MatrixRole = (typeof ROLES)[number];

/** How many endpoints ask for a severity that its author wrote. */
const SEVERITY_ENDPOINTS = Object.keys(ENDPOINTS).filter((name) =>
  name.endsWith('/api/severities/:id'),
).length;

const CELLS = ROLES.flatMap((role) => RELATIONS.map((relation) => [role, relation] as const));

/** What each verdict looks like from outside. */
const STATUS: Readonly<Record<Verdict, readonly number[]>> = {
  done: [200, 201, 204],
  refused: [403],
  unseen: [404],
  shut: [400],
};

/** Endpoints that read, or write on what is neither the project nor the issue of a scene. */
const LEAVES_SCENE =
  /^(GET |\S+ \/api\/(users|severities|tags|views|workflows|commands|events|notifications\/read-all)\b|POST \/api\/(projects|issues\/similar)$)/;

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
  let people: ReadonlyMap<MatrixRole, Person>;
  let blocked: Person;
  /** What leaves a scene as it was is asked of the same ones. */
  let shared: ReadonlyMap<string, Scene>;
  beforeAll(async () => {
    server = await startServer(database);
    const others = {
      reporter: await server.person('developer', 'rita'),
      assignee: await server.person('developer', 'dora'),
    };
    const [row] = (await server.admin.get('/api/severities')).body.data;
    const made = new Map<MatrixRole, Person>();
    for (const role of ROLES) made.set(role, await writer(role, `a-${role}`));
    people = made;
    stage = { server, others, severity: row.id, written };
    blocked = await server.person('admin', 'blocked');
    await server.run('user.block', { id: blocked.id });
    const scenes = CELLS.map(async ([role, relation]) => {
      return [`${role}, ${relation}`, await Scene.make(stage, personOf(role), relation)] as const;
    });
    shared = new Map(await Promise.all(scenes));
  });
  afterAll(() => server.close());

  const written = new Map<UserId, string[]>();
  /** Somebody who wrote severities as a manager, before they got this role. */
  async function writer(role: MatrixRole, username: string): Promise<Person> {
    const person = await server.person('manager', username);
    const severities: string[] = [];
    // Each endpoint takes one in the cell of the author, and one more is asked for by nobody.
    for (let n = 0; n < SEVERITY_ENDPOINTS * 2; n += 1) {
      severities.push(await writeSeverity(server, person.id));
    }
    written.set(person.id, severities);
    if (role !== 'manager') {
      await server.run('user.edit', { id: person.id, field: 'role', from: 'manager', to: role });
    }
    return person;
  }
  const personOf = (role: MatrixRole): Person => people.get(role) ?? never();
  const sceneOf = async (endpoint: string, role: MatrixRole, relation: Relation) =>
    (LEAVES_SCENE.test(endpoint) ? shared.get(`${role}, ${relation}`) : undefined) ??
    Scene.make(stage, personOf(role), relation);

  test.each(Object.entries(ENDPOINTS))(
    '%s',
    async (name, endpoint) => {
      // Each cell has a scene to itself, or changes nothing in it: they are asked side by side.
      const cells = CELLS.map(async ([role, relation]) => {
        const scene = await sceneOf(name, role, relation);
        const asked = await endpoint(scene, await scene.facts());
        return differenceOf(asked, personOf(role), `${role}, ${relation}`);
      });
      const differences = await Promise.all(cells);
      const scene = await sceneOf(name, 'admin', 'author');
      const asked = await endpoint(scene, await scene.facts());
      for (const [who, client] of [
        ['blocked', blocked],
        ['nobody', server.nobody],
      ] as const) {
        const { status } = await asked.send(client);
        if (status !== 401) differences.push([`${who}: ${status} instead of 401`]);
      }
      expect(cells).toHaveLength(ROLES.length * RELATIONS.length);
      expect(differences.flat()).toEqual([]);
    },
    60_000,
  );

  test('a live stream and GraphQL are for whoever is signed in', async () => {
    for (const client of [blocked, server.nobody]) {
      expect((await client.get('/api/events')).status).toBe(401);
      expect((await client.post('/graphql', { query: '{ me { id } }' })).status).toBe(401);
    }
  });

  async function differenceOf(asked: Asked, person: Client, who: string): Promise<string[]> {
    const { status, text } = await asked.send(person);
    if (STATUS[asked.verdict].includes(status)) return [];
    return [`${who}: ${status} instead of ${asked.verdict}: ${text.slice(0, 300)}`];
  }
});

function never(): never {
  throw new Error('Unreachable.');
}

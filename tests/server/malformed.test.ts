import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, startServer, type TestServer } from '#tests/support/server.ts';
import { INTROSPECTION, malformedGraphql } from './malformed/graphql-documents.ts';
import { answersIn, faultOf, shown } from './malformed/judge.ts';
import { type RawRequest, rawRequest, sendRaw } from './malformed/raw-requests.ts';
import { type MalformedRequest, malformedRequest, operationsOf } from './malformed/requests.ts';
import { Sender } from './malformed/send.ts';
import { idsFor, makeTarget } from './malformed/target.ts';

/* Whatever comes in, the server answers what was wrong with it, or hangs up; and lives on. */

const SEED = 20_260_314;
const AT_ONCE = 32;
const PATIENCE_MS = 10_000;
const LOGOUT = '/api/auth/logout';

/** How many of each kind; together what is sent to one database. */
interface Plan {
  readonly routes: number;
  readonly graphql: number;
  readonly huge: number;
  readonly raw: number;
}

const PLANS: readonly (readonly [Database, Plan])[] = [
  ['sqlite', { routes: 17_680, graphql: 1900, huge: 20, raw: 400 }],
  ['postgres', { routes: 1680, graphql: 300, huge: 0, raw: 20 }],
];

const totalOf = ({ routes, graphql, huge, raw }: Plan) => routes + graphql + huge + raw;

test('are 20,000 at least on one database', () => {
  expect(Math.max(...PLANS.map(([, plan]) => totalOf(plan)))).toBe(20_000);
});

describe.each(PLANS)('malformed requests on %s', { timeout: 120_000 }, (database, plan) => {
  let server: TestServer;
  let requests: readonly MalformedRequest[];
  let covered: ReadonlySet<string>;
  let sender: Sender;

  beforeAll(async () => {
    server = await startServer(database, { SIGN_UP: 'open' });
    sender = new Sender(server.url, AT_ONCE, PATIENCE_MS);
    const target = await makeTarget(server);
    const operations = operationsOf((await server.nobody.get('/openapi.json')).body);
    covered = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    const graph = await server.admin.post('/graphql', { query: INTROSPECTION });
    const share = Math.floor(plan.routes / operations.length);
    const rest = plan.routes - share * operations.length;
    requests = [
      ...operations.flatMap((operation, at) =>
        fc.sample(malformedRequest(operation, idsFor(operation, target)), {
          seed: SEED + at,
          numRuns: share + (at < rest ? 1 : 0),
        }),
      ),
      ...fc.sample(malformedGraphql(graph.body.data), { seed: SEED, numRuns: plan.graphql }),
      ...Array.from({ length: plan.huge }, () => hugeRequest),
    ];
  });
  afterAll(async () => {
    sender.close();
    await server.close();
  });

  const hugeRequest: MalformedRequest = {
    method: 'POST',
    path: '/api/issues',
    headers: { 'content-type': 'application/json' },
    body: 'huge',
  };

  test('are answered each, never 5xx, and never with what is inside', async () => {
    expect(covered.size).toBeGreaterThan(80);
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    const raws = fc.sample(rawRequest, { seed: SEED, numRuns: plan.raw });
    let sent = 0;
    await inParallel([...requests, ...raws], async (request) => {
      sent += 1;
      for (const [status, fault] of await judged(request)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (fault !== null) faults.push(`${fault}: ${shown(request)}`);
      }
    });
    expect(faults.slice(0, 10)).toEqual([]);
    expect(sent).toBe(totalOf(plan));
    // Most of them meet a refusal of what they are, not of who sends them.
    const refused = statuses.get(400) ?? 0;
    expect(refused).toBeGreaterThan(sent / 3);
    expect(statuses.get(401) ?? 0).toBeLessThan(sent / 20);
  });

  test('leave a server that works', async () => {
    expect((await server.nobody.get('/healthz')).status).toBe(200);
    const { admin } = server;
    const project = await admin.post('/api/projects', { key: 'AFTER', name: 'Afterwards' });
    expect(project.status).toBe(201);
    const fields = { project: 'AFTER', title: 'Still here', description: 'It works.' };
    const issue = await admin.post('/api/issues', fields);
    expect(issue.status).toBe(201);
    expect((await admin.get(`/api/issues/${issue.body.data.id}`)).body.data.title).toBe(
      'Still here',
    );
  });

  /** The status and the fault, if any, of every answer to it. */
  async function judged(
    request: MalformedRequest | RawRequest,
  ): Promise<readonly (readonly [number, string | null])[]> {
    try {
      if ('bytes' in request) {
        const answers = answersIn(await sendRaw(server.url, request, PATIENCE_MS));
        return answers.map((answer) => [answer.status, faultOf('', answer)]);
      }
      const answer = await sender.send(request, await tokenFor(request));
      return answer === null ? [] : [[answer.status, faultOf(request.path, answer)]];
    } catch (error) {
      return [[0, error instanceof Error ? error.message : 'failed']];
    }
  }

  /** Whoever signs out by chance ends no session but one made for it. */
  async function tokenFor({ path }: MalformedRequest): Promise<string> {
    const { admin } = server;
    return path.startsWith(LOGOUT) ? (await server.signIn(admin.id)).token : admin.token;
  }
});

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

import { createHash } from 'node:crypto';
import type { Person, TestServer } from '#tests/support/server.ts';

/** Words that stand in hidden things alone. */
export const MARKERS = /zebraquark|SEC\b|SEC-\d/i;

/** What a world holds before anything in it is hidden. */
export interface OpenWorld {
  readonly server: TestServer;
  /** A visible issue, and the id of its public project. */
  readonly issue: string;
  readonly project: string;
}

/** Ids and keys of what callers without rights must not learn of. */
export interface HiddenThings {
  readonly project: string;
  readonly issues: readonly string[];
  readonly ids: readonly string[];
  readonly keys: readonly string[];
}

/** A public project with one issue, a tag and a severity in use. */
export async function makeOpenWorld(server: TestServer): Promise<OpenWorld> {
  const { admin } = server;
  const project = await made(admin, '/api/projects', { key: 'PAY', name: 'Payments' });
  const fields = { title: 'The plain one', description: 'It fails.', tags: ['hush'] };
  const issue = await made(admin, '/api/issues', { project: 'PAY', ...fields });
  return { server, issue, project };
}

/**
 * A private project and a confidential issue, each with every part that an issue may have.
 * @param once a member, assignee, watcher and mentioned person until all of it became hidden
 */
export async function hideThings(world: OpenWorld, once: Person): Promise<HiddenThings> {
  const { server } = world;
  const { admin } = server;
  const project = await made(admin, '/api/projects', {
    key: 'SEC',
    name: 'Zebraquark works',
    description: 'zebraquark',
  });
  const ids: string[] = [project];
  const issues: string[] = [];
  for (const where of ['SEC', 'PAY']) {
    const issue = await made(admin, '/api/issues', {
      project: where,
      title: 'The plain one zebraquark',
      description: 'zebraquark',
      bug: { stepsToReproduce: 'zebraquark' },
      tags: ['hush'],
      assignee: once.id,
    });
    issues.push(issue);
    ids.push(issue, ...(await partsOf(world, issue, once)));
  }
  ids.push(
    await made(admin, '/api/rules', {
      project,
      name: 'zebraquark',
      candidates: { users: [admin.id] },
    }),
  );
  const rows = await once.get('/api/notifications?pageSize=100');
  ids.push(...rows.body.data.map(({ id }: { id: string }) => id));
  await ok(admin.put(`/api/projects/${project}/members`, { users: [admin.id] }));
  await ok(admin.patch(`/api/projects/${project}`, { visibility: 'private' }));
  for (const issue of issues) {
    await ok(admin.delete(`/api/issues/${issue}/assignments/current`));
    await ok(admin.patch(`/api/issues/${issue}`, { confidential: true }));
  }
  const [secret = '', confidential = ''] = issues;
  const keys = [await keyOf(admin, secret), await keyOf(admin, confidential)];
  return { project, issues, ids, keys };
}

async function partsOf({ server, issue: plain }: OpenWorld, issue: string, once: Person) {
  const { admin } = server;
  await ok(once.put(`/api/issues/${issue}/watchers/me`));
  const content = `zebraquark, @${(await admin.get(`/api/users/${once.id}`)).body.data.username}`;
  const comment = await made(admin, `/api/issues/${issue}/comments`, { content });
  const sha256 = createHash('sha256').update('').digest('hex');
  const file = { name: 'zebraquark.txt', mime: 'text/plain', sha256 };
  const empty = await ok(admin.post(`/api/issues/${issue}/uploads`, { ...file, size: 0 }));
  const coming = await made(admin, `/api/issues/${issue}/uploads`, { ...file, size: 1 });
  const other = { kind: 'relates', other: issue };
  const relation = await made(admin, `/api/issues/${plain}/relations`, other);
  const { body } = await admin.get(`/api/issues/${issue}/assignments`);
  const assignments = body.data.map(({ id }: { id: string }) => id);
  return [comment, empty.body.data.attachment, coming, relation, ...assignments];
}

async function keyOf(admin: Person, issue: string): Promise<string> {
  return (await admin.get(`/api/issues/${issue}`)).body.data.key;
}

async function made(admin: Person, path: string, body: object): Promise<string> {
  return (await ok(admin.post(path, body))).body.data.id;
}

async function ok(answer: ReturnType<Person['get']>) {
  const got = await answer;
  if (got.status >= 300) throw new Error(got.text);
  return got;
}

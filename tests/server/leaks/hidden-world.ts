import { createHash } from 'node:crypto';
import type { Client, Person, TestServer } from '#tests/support/server.ts';

/** What a world holds before anything in it is hidden. */
export interface OpenWorld {
  readonly server: TestServer;
  /** A visible issue, and the id of its public project. */
  readonly issue: string;
  readonly project: string;
}

/** Ids and keys of what callers without rights must not learn of, by what may be asked with them. */
export interface HiddenThings {
  /** The projects, by id and key. */
  readonly project: readonly string[];
  /** The issues, by id and key. */
  readonly issue: readonly string[];
  readonly comment: readonly string[];
  readonly attachment: readonly string[];
  readonly upload: readonly string[];
  readonly relation: readonly string[];
  readonly assignment: readonly string[];
  readonly rule: readonly string[];
  readonly notification: readonly string[];
  /** A word that stands in these things alone. */
  readonly word: string;
}
export type HiddenKind = Exclude<keyof HiddenThings, 'word'>;

/** A public project with one issue, a tag and a severity in use. */
export async function makeOpenWorld(server: TestServer): Promise<OpenWorld> {
  const { admin } = server;
  const project = await made(admin, '/api/projects', { key: 'PAY', name: 'Payments' });
  const fields = { title: 'The plain one', description: 'It fails.', tags: ['hush'] };
  const issue = await made(admin, '/api/issues', { project: 'PAY', ...fields });
  return { server, issue, project };
}

/** What is done to an issue that everybody sees still, before it is hidden. */
export type Before = (issue: string, word: string) => Promise<void>;

/**
 * A confidential issue of the public project, with every part that an issue may have.
 * @param once its assignee, watcher and mentioned until it became so
 */
export async function hideIssue(
  world: OpenWorld,
  once: Person,
  before: Before,
): Promise<HiddenThings> {
  const { admin } = world.server;
  const things = await issueWithParts(world, once, 'PAY', 'okapiquark', before);
  const [issue] = things.issue;
  await ok(admin.delete(`/api/issues/${issue}/assignments/current`));
  await ok(admin.patch(`/api/issues/${issue}`, { confidential: true }));
  return things;
}

/** A private project with such an issue. @param once a member of it until it became so */
export async function hideProject(
  world: OpenWorld,
  once: Person,
  before: Before,
): Promise<HiddenThings> {
  const { admin } = world.server;
  const word = 'zebraquark';
  const texts = { name: 'Zebraquark works', description: word };
  const project = await made(admin, '/api/projects', { key: 'SEC', ...texts });
  const things = await issueWithParts(world, once, 'SEC', word, before);
  const rule = { project, name: word, candidates: { users: [admin.id] } };
  const rules = [await made(admin, '/api/rules', rule)];
  await ok(admin.put(`/api/projects/${project}/members`, { users: [admin.id] }));
  await ok(admin.patch(`/api/projects/${project}`, { visibility: 'private' }));
  return { ...things, project: [project, 'SEC'], rule: rules };
}

async function issueWithParts(
  world: OpenWorld,
  once: Person,
  project: string,
  word: string,
  before: Before,
): Promise<HiddenThings> {
  const { admin } = world.server;
  const told = new Set(await notificationsOf(once));
  const issue = await made(admin, '/api/issues', {
    project,
    title: `The plain one ${word}`,
    description: word,
    bug: { stepsToReproduce: word },
    tags: ['hush'],
    assignee: once.id,
  });
  const { key } = (await ok(admin.get(`/api/issues/${issue}`))).body.data;
  const parts = await partsOf(world, issue, once, word);
  await before(issue, word);
  const notification = (await notificationsOf(once)).filter((id) => !told.has(id));
  return { ...parts, issue: [issue, key], notification, project: [], rule: [], word };
}

async function notificationsOf(person: Person): Promise<readonly string[]> {
  const { body } = await ok(person.get('/api/notifications?pageSize=100'));
  return body.data.map(({ id }: { id: string }) => id);
}

async function partsOf(
  { server, issue: plain }: OpenWorld,
  issue: string,
  once: Person,
  word: string,
) {
  const { admin } = server;
  await ok(once.put(`/api/issues/${issue}/watchers/me`));
  const comments = [
    await made(admin, `/api/issues/${issue}/comments`, { content: `${word}, @once` }),
    await made(once, `/api/issues/${issue}/comments`, { content: word }),
  ];
  const attachment: string[] = [];
  const upload: string[] = [];
  for (const person of [admin, once]) {
    const announced = `/api/issues/${issue}/uploads`;
    const empty = await ok(person.post(announced, { ...fileOf(word), size: 0 }));
    attachment.push(empty.body.data.attachment);
    upload.push(await made(person, announced, { ...fileOf(word), size: 1 }));
  }
  const relation: string[] = [];
  for (const kind of ['relates', 'blocks', 'duplicates']) {
    relation.push(await made(admin, `/api/issues/${issue}/relations`, { kind, other: plain }));
  }
  const { body } = await admin.get(`/api/issues/${issue}/assignments`);
  const assignment = body.data.map(({ id }: { id: string }) => id);
  return { comment: comments, attachment, upload, relation, assignment };
}

/** The announcement of an empty file, but for its size. */
export function fileOf(word: string) {
  const sha256 = createHash('sha256').update('').digest('hex');
  return { name: `${word}.txt`, mime: 'text/plain', sha256 };
}

/**
 * A visible issue that was resolved as a duplicate of a hidden one, and stands in relations with it.
 * @returns its id
 */
export async function makeDouble({ server }: OpenWorld, hidden: HiddenThings): Promise<string> {
  const { admin } = server;
  const fields = { project: 'PAY', title: 'The double', description: 'Again.', assignee: admin.id };
  const double = await made(admin, '/api/issues', fields);
  const [original] = hidden.issue;
  await made(admin, `/api/issues/${original}/relations`, { kind: 'blocks', other: double });
  await made(admin, `/api/issues/${double}/relations`, { kind: 'relates', other: original });
  await ok(admin.post(`/api/issues/${double}/transition`, { to: 'in_progress' }));
  const ending = { to: 'resolved', resolutionNote: 'See there.', duplicateOf: original };
  await ok(admin.post(`/api/issues/${double}/transition`, ending));
  return double;
}

/** Every id and key. */
export function namesOf({ word: _, ...kinds }: HiddenThings): readonly string[] {
  return Object.values(kinds).flat();
}

/** The same things as one. */
export function together(one: HiddenThings, other: HiddenThings): HiddenThings {
  const both = (kind: HiddenKind) => [...one[kind], ...other[kind]];
  return {
    project: both('project'),
    issue: both('issue'),
    comment: both('comment'),
    attachment: both('attachment'),
    upload: both('upload'),
    relation: both('relation'),
    assignment: both('assignment'),
    rule: both('rule'),
    notification: both('notification'),
    word: `${one.word}|${other.word}`,
  };
}

/** Matches a text that tells of any of these things. */
export function tellingOf(hidden: HiddenThings): RegExp {
  return new RegExp(`${hidden.word}|\\b(${namesOf(hidden).join('|')})\\b`, 'i');
}

/** Creates, and answers the id. */
export async function made(client: Client, path: string, body: object): Promise<string> {
  return (await ok(client.post(path, body))).body.data.id;
}

/** @throws where it was refused */
export async function ok(answer: ReturnType<Client['get']>) {
  const got = await answer;
  if (got.status >= 300) throw new Error(got.text);
  return got;
}

import type { Person, TestServer } from '#tests/support/server.ts';
import { announcement, definition } from '../matrix/scene.ts';
import type { Operation } from './requests.ts';

/** Ids of one thing of every kind, by the word of its addresses, such as `issues`. */
export type Target = Readonly<Record<string, readonly string[]>>;

/** One of everything, made over the interface by the admin. */
export async function makeTarget({ admin, person }: TestServer): Promise<Target> {
  await made(admin, '/api/projects', { key: 'PAY', name: 'Payments' });
  const project = await made(admin, '/api/projects', { key: 'OPS', name: 'Operations' });
  const developer = await person('developer', 'ana');
  const fields = { project: 'PAY', description: 'It fails.', tags: ['refunds'] };
  const issue = await made(admin, '/api/issues', { ...fields, title: 'The total is empty' });
  const other = await made(developer, '/api/issues', { ...fields, title: 'Another' });
  const comment = await made(admin, `/api/issues/${issue}/comments`, { content: 'Seen.' });
  const relation = { kind: 'relates', other };
  const empty = await admin.post(`/api/issues/${issue}/uploads`, announcement(0));
  const name = 'Spare';
  const candidates = { users: [developer.id] };
  await made(developer, `/api/issues/${issue}/comments`, { content: 'Ask @ada.' });
  const told = await admin.get('/api/notifications');
  const tags = await admin.get('/api/tags');
  return {
    users: [developer.id],
    projects: [project, 'OPS'],
    issues: [issue, 'PAY-1', other],
    comments: [comment],
    relations: [await made(admin, `/api/issues/${issue}/relations`, relation)],
    uploads: [await made(admin, `/api/issues/${issue}/uploads`, announcement(100))],
    attachments: [empty.body.data.attachment],
    severities: [await made(admin, '/api/severities', { level: name, rank: 9, colour: '#b27901' })],
    tags: [tags.body.data[0].id],
    views: [await made(admin, '/api/views', { name, query: 'is:open' })],
    rules: [await made(admin, '/api/rules', { project: 'OPS', name, candidates })],
    workflows: [await made(admin, '/api/workflows', definition(name))],
    notifications: [told.body.data[0].id],
  };
}

/** Ids for the path of a route. What a delete takes away is seldom there for the next. */
export function idsFor({ path, method }: Operation, target: Target): readonly string[] {
  const ids = target[path.split('/')[2] ?? ''] ?? [];
  return method === 'DELETE' ? [...ids, ...Object.values(target).flat()] : ids;
}

async function made(by: Person, path: string, body: object): Promise<string> {
  const { status, body: answer, text } = await by.post(path, body);
  if (status !== 201) throw new Error(`${path}: ${text}`);
  return answer.data.id;
}

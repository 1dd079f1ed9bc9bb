import { expect } from 'vitest';
import { SORT_FIELD_NAMES } from '#domain/query/fields.ts';
import { routesOf } from '#server/routes.ts';
import type { Person } from '#tests/support/server.ts';

const READS = routesOf({ docs: true }).filter(
  ({ method, auth, path }) => method === 'GET' && auth === 'caller' && path !== '/api/events',
);
/** Every list and report. */
export const LISTS = READS.filter(({ path }) => !path.includes(':id'));
/** Every read of one thing, and of what belongs to it. */
export const OF_ONE = READS.filter(({ path }) => path.includes(':id'));

const DAYS: Readonly<Record<string, string>> = {
  '/api/reports/flow': 'from=2026-01-01&to=2026-01-31',
};
/** What may hang on issues out of sight, or find them. */
const QUERIES = [
  'is:blocked',
  '-is:blocked',
  'is:watching',
  'is:confidential',
  'has:duplicate',
  '-has:duplicate',
  'has:attachment',
  'has:comment',
  'has:steps',
  'assignee:once',
  'reporter:ada',
  'tag:hush',
  'plain',
  '-plain',
];

const GRAPH = `{
  issues(first: 100) { totalCount nodes { key title comments { nodes { content } } relations { other { title } } } }
  projects { totalCount nodes { key issueCount issues(first: 5) { id title } } }
  tags { nodes { name issueCount } } severities { level issueCount }
  assignments { nodes { issue { title } } } notifications { unreadCount nodes { message } }
  rules { name } similar(title: "The plain one zebraquark okapiquark") { issue { title } }
  summary { total } workload { open }
}`;

/** Every list, a page of one and all, in every order; what changes by itself or by a write aside. */
export async function everythingSeenBy(person: Person): Promise<string[]> {
  const answers: string[] = [];
  const read = async (path: string) => {
    const { status, text } = await person.get(path);
    expect(status, path).toBe(200);
    answers.push(`${path} ${text}`);
  };
  for (const { path, query } of LISTS) {
    const days = DAYS[path] ?? '';
    const pages = 'pageSize' in query.shape ? ['', 'pageSize=1', 'pageSize=100'] : [''];
    for (const page of pages) await read(`${path}?${[days, page].filter(Boolean).join('&')}`);
  }
  for (const field of SORT_FIELD_NAMES) {
    for (const sort of [field, `-${field}`]) await read(`/api/issues?sort=${sort}&cursor=`);
  }
  for (const query of QUERIES) await read(`/api/issues?q=${encodeURIComponent(query)}`);
  const title = 'The plain one zebraquark okapiquark';
  const similar = await person.post('/api/issues/similar', { title });
  answers.push(similar.text, (await person.post('/graphql', { query: GRAPH })).text);
  return answers.map((text) =>
    text.replace(/"version":\d+/g, '').replace(/"(updatedAt|next|previous)":"[^"]*"/g, ''),
  );
}

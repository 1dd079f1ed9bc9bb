import type { Attachment } from '#domain/attachment/attachment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import type { IssueId, UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Query } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import type { Relation, RelationKind } from '#domain/relation/relation.ts';
import type { Role } from '#domain/user/user.ts';
import type { NetChange } from '#store/apply-rows.ts';
import { IssueLists, type PageRequest } from '#store/list-issues.ts';
import type { Viewer } from '#store/query/viewer.ts';
import type { Store } from '#store/store.ts';
import {
  anAttachment,
  anIssue,
  aProject,
  aRelation,
  aSeverity,
  aTag,
  aUser,
  aWorkflow,
  aWorkspace,
  idOf,
  NOW,
} from '#tests/support/rows.ts';
import { made, write } from '../contract/write.ts';

/** The moment at which every query is asked; in Berlin it is the 15th already. */
export const ASKED = Date.UTC(2026, 2, 14, 23, 30);

export const at = (text: string): number => Date.parse(text);

const users = ['ana', 'bo', 'cy', 'dee'] as const;
export type Username = (typeof users)[number];
const ROLES: Readonly<Record<Username, Role>> = {
  ana: 'admin',
  bo: 'manager',
  cy: 'developer',
  dee: 'tester',
};

export function viewer(username: Username): Viewer {
  return { id: idOf<UserId>(username), role: ROLES[username] };
}

export const SEVERITIES = ['Blocker', 'Major', 'Trivial'] as const;
export const TAGS = ['ui', 'Käse', 'slow start'] as const;

/** `PAY` is public, `SEC` private: its members are bo and cy. */
const records: readonly NetChange[] = [
  made('workflow', aWorkflow('standard')),
  made('workspace', aWorkspace()),
  ...users.map((username) => made('user', aUser({ username, role: ROLES[username] }))),
  made('project', aProject({ key: 'PAY' })),
  made(
    'project',
    aProject({ key: 'SEC', visibility: 'private', members: [idOf('bo'), idOf('cy')] }),
  ),
  ...SEVERITIES.map((level, index) =>
    made('severity', aSeverity({ id: idOf(level), level, rank: index + 1 })),
  ),
  ...TAGS.map((name, index) => made('tag', aTag({ id: idOf(`tag${index}`), name }))),
];

export interface WorldIssue extends Partial<Omit<Issue, 'id' | 'project' | 'number'>> {
  readonly key: string;
}

/** The issue that a key such as `PAY-3` names, the rest as usual. */
export function issueOf({ key, ...over }: WorldIssue): Issue {
  const [project = '', number = '0'] = key.split('-');
  return anIssue({
    severity: idOf('Major'),
    reporter: idOf('ana'),
    ...over,
    id: idOf<IssueId>(key),
    project: idOf(project),
    number: Number(number),
  });
}

export function commentOn(key: string, number: number, content: string): Comment {
  return {
    id: idOf(`${key}c${number}`),
    issue: idOf(key),
    author: idOf('ana'),
    content,
    editedAt: null,
    createdAt: NOW + number,
    updatedAt: NOW + number,
    version: 1,
  };
}

/** The issue of `key` blocks, duplicates or relates to that of `other`. */
export function relationOf(key: string, kind: RelationKind, other: string): Relation {
  const id = idOf<Relation['id']>(`${key.replace('-', '')}${kind[0]}${other.replace('-', '')}`);
  return aRelation({ id, issue: idOf(key), other: idOf(other), kind, author: idOf('ana') });
}

export function fileAt(key: string): Attachment {
  return anAttachment({ id: idOf(`${key}f`), issue: idOf(key), author: idOf('ana') });
}

/** What stands beside issues. */
export interface Links {
  readonly comments?: readonly Comment[];
  readonly relations?: readonly Relation[];
  readonly attachments?: readonly Attachment[];
}

/** Fills an empty store. */
export async function makeWorld(
  store: Store,
  issues: readonly Issue[],
  { comments = [], relations = [], attachments = [] }: Links = {},
): Promise<void> {
  await write(store, [
    ...records,
    ...issues.map((issue) => made('issue', issue)),
    ...comments.map((comment) => made('comment', comment)),
    ...relations.map((relation) => made('relation', relation)),
    ...attachments.map((attachment) => made('attachment', attachment)),
  ]);
}

export function parsed(text: string): Query {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.problems[0].message}`);
  return result.query;
}

export function asking(
  query: string,
  who: Username = 'ana',
  over: Partial<PageRequest> = {},
): PageRequest {
  return {
    query: parsed(query),
    viewer: viewer(who),
    zone: 'UTC',
    now: ASKED,
    offset: 0,
    count: 500,
    ...over,
  };
}

/** The keys that a query finds, in the order of the list. */
export async function keysFor(
  store: Store,
  query: string,
  who: Username = 'ana',
  over: Partial<PageRequest> = {},
): Promise<string[]> {
  const lists = new IssueLists(store.read, store.dialect);
  const page = await lists.page(asking(query, who, over));
  return page.rows.map(({ key }) => key);
}

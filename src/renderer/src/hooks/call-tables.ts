import type { CallName } from '#protocol/api.ts';

const PEOPLE_AND_LABELS = ['user', 'severity', 'tag', 'project', 'workflow'] as const;

/** What decides which issues a list holds: a query may ask for relations and files. */
const LISTED = ['issue', 'comment', 'relation', 'attachment'] as const;

/** Tables of the domain that each question reads; a change of one of them asks it again. */
const TABLES: { readonly [N in CallName]?: readonly string[] } = {
  'session.profiles': ['user'],
  'issues.page': [...LISTED, ...PEOPLE_AND_LABELS],
  'board.page': [...LISTED, ...PEOPLE_AND_LABELS],
  'board.window': [...LISTED, ...PEOPLE_AND_LABELS],
  'issue.get': ['issue', 'comment', 'assignment', 'attachment', ...PEOPLE_AND_LABELS],
  'issue.moves': ['issue', 'project', 'workflow', 'user'],
  'issue.timeline': [
    'issue',
    'comment',
    'assignment',
    'relation',
    'attachment',
    ...PEOPLE_AND_LABELS,
  ],
  'inbox.page': ['notification', 'issue', 'user'],
  'people.search': ['user', 'project'],
  'projects.list': ['project', 'issue', 'workflow', 'user'],
  'severities.list': ['severity', 'issue', 'user'],
  'tags.search': ['tag', 'issue'],
  'workflows.list': ['workflow', 'workspace'],
};

const NONE: readonly string[] = [];

/** The tables whose changes may change the answer of a call. */
export function tablesOf(name: CallName): readonly string[] {
  return TABLES[name] ?? NONE;
}

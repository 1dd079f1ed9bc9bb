import type { Issue } from '../issue/issue.ts';
import { digest } from './digest.ts';
import type { ImportedChange, ImportedComment } from './import-row.ts';

/**
 * Fields of an issue that an import writes and a later one updates, each with what it covers.
 * What must change together is one field: a status without its resolution is no state at all.
 */
type Marked = Pick<
  Issue,
  | 'title'
  | 'description'
  | 'type'
  | 'bug'
  | 'severity'
  | 'priority'
  | 'status'
  | 'resolution'
  | 'resolutionNote'
  | 'fixedIn'
  | 'duplicateOf'
  | 'resolvedAt'
  | 'closedAt'
  | 'reporter'
  | 'assignee'
  | 'tags'
  | 'confidential'
  | 'dueDate'
  | 'createdAt'
>;

const FIELDS = {
  title: ['title'],
  description: ['description'],
  details: ['type', 'bug'],
  severity: ['severity'],
  priority: ['priority'],
  status: [
    'status',
    'resolution',
    'resolutionNote',
    'fixedIn',
    'duplicateOf',
    'resolvedAt',
    'closedAt',
  ],
  reporter: ['reporter'],
  assignee: ['assignee'],
  tags: ['tags'],
  confidential: ['confidential'],
  dueDate: ['dueDate'],
  createdAt: ['createdAt'],
} as const satisfies Record<string, readonly (keyof Marked)[]>;

export type MarkedField = keyof typeof FIELDS;
export const MARKED_FIELDS = Object.keys(FIELDS) as readonly MarkedField[];

/** The keys of the issue's row that a marked field covers. */
export function keysOf(field: MarkedField): readonly (keyof Marked)[] {
  return FIELDS[field];
}

/** The fingerprint of what a marked field holds, the same for an issue and for a row of a file. */
export function markOf(row: Marked, field: MarkedField): string {
  switch (field) {
    case 'title':
    case 'description':
      return digest(row[field]);
    case 'details':
      return row.bug === null ? row.type : digest(`${row.type} ${bugText(row.bug)}`);
    case 'status':
      return digest(FIELDS.status.map((key) => String(row[key] ?? '')).join('\n'));
    case 'tags':
      return row.tags.length === 0 ? '' : digest(row.tags.toSorted().join(' '));
    case 'priority':
    case 'dueDate':
      return row[field] ?? '';
    case 'confidential':
      return row.confidential ? 'yes' : '';
    case 'createdAt':
      return row.createdAt.toString(36);
    case 'severity':
    case 'reporter':
    case 'assignee':
      // The last group of a UUIDv7 is chance: enough to tell it from another.
      return row[field]?.slice(-12) ?? '';
  }
}

function bugText(bug: NonNullable<Issue['bug']>): string {
  const environment = Object.entries(bug.environment)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted();
  return [bug.stepsToReproduce, bug.expected, bug.actual, bug.frequency, ...environment].join('\n');
}

/** The whole mark of a row, with how many comments and changes it brought. */
export function markAll(
  row: Marked & {
    readonly comments: readonly ImportedComment[];
    readonly history: readonly ImportedChange[];
  },
): Record<string, string> {
  const mark: Record<string, string> = {
    comments: String(row.comments.length),
    history: String(row.history.length),
  };
  for (const field of MARKED_FIELDS) mark[field] = markOf(row, field);
  return mark;
}

import type { IssueType, Priority, Resolution } from '../issue/issue.ts';
import type { DateField, HasFlag, IsFlag, SortField } from './ast.ts';

/** What may stand before a colon, and how suggestions describe it. */
export const FIELDS = {
  project: 'in a project, by its key',
  key: 'one issue, such as PAY-12',
  status: 'in a state of the workflow',
  type: 'bug or task',
  severity: 'how grave it is',
  priority: 'how soon it is due',
  resolution: 'how it was resolved',
  assignee: 'who works on it',
  reporter: 'who reported it',
  tag: 'carries a tag',
  created: 'when it was reported',
  updated: 'when it last changed',
  resolved: 'when it was resolved',
  closed: 'when it was closed',
  due: 'when it is due',
  env: 'the environment it was seen in',
  is: 'open, overdue, unassigned and more',
  has: 'steps, comments, attachments and more',
  sort: 'the order of the list',
} as const;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** What people who know other trackers write, and what it is called here. */
export const OTHER_NAMES: ReadonlyMap<string, FieldName> = new Map([
  ['author', 'reporter'],
  ['by', 'reporter'],
  ['component', 'tag'],
  ['environment', 'env'],
  ['label', 'tag'],
  ['labels', 'tag'],
  ['level', 'severity'],
  ['order', 'sort'],
  ['owner', 'assignee'],
  ['product', 'project'],
  ['state', 'status'],
]);

const TYPES: Readonly<Record<IssueType, string>> = {
  bug: 'something is broken',
  task: 'something is to be done',
};

const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  critical: 'at once',
  high: 'before the rest',
  medium: 'in turn',
  low: 'when there is time',
};

const IS_FLAGS: Readonly<Record<IsFlag, string>> = {
  open: 'to do or being done',
  resolved: 'done, not yet closed',
  closed: 'closed for good',
  unassigned: 'nobody works on it',
  confidential: 'seen by few',
  watching: 'you watch it',
  overdue: 'open after its due date',
  blocked: 'waits for another open issue',
  unassessed: 'not yet triaged',
};

const HAS_FLAGS: Readonly<Record<HasFlag, string>> = {
  attachment: 'a file is attached',
  comment: 'somebody commented',
  steps: 'steps to reproduce are given',
  duplicate: 'another issue duplicates it',
  due: 'a due date is set',
};

/** Each order rising, then falling. */
const SORT_ORDERS: Readonly<Record<SortField, readonly [string, string]>> = {
  updated: ['longest unchanged first', 'last changed first'],
  created: ['oldest first', 'newest first'],
  severity: ['gravest first', 'mildest first'],
  priority: ['most urgent first', 'least urgent first'],
  status: ['to do first, closed last', 'closed first, to do last'],
  due: ['due soonest first', 'due latest first'],
  key: ['by project and number', 'by project and number, backwards'],
  title: ['from A to Z', 'from Z to A'],
  assignee: ['by assignee, from A to Z', 'by assignee, from Z to A'],
  reporter: ['by reporter, from A to Z', 'by reporter, from Z to A'],
};

const SORT_VALUES = Object.fromEntries(
  Object.entries(SORT_ORDERS).flatMap(([field, [rising, falling]]) => [
    [field, rising],
    [`-${field}`, falling],
  ]),
) as Readonly<Record<string, string>>;

const RESOLUTION_WORDS: Readonly<Record<Resolution | 'none', string>> = {
  fixed: 'it works now',
  duplicate: 'another issue covers it',
  wont_fix: 'it stays as it is',
  invalid: 'it is not a mistake',
  not_reproducible: 'it could not be seen again',
  no_response: 'questions stayed unanswered',
  other: 'for another reason',
  none: 'not resolved',
};

/** Fields whose values are fixed, each value with its description. */
export const CLOSED_VALUES = {
  type: TYPES,
  priority: PRIORITY_WORDS,
  resolution: RESOLUTION_WORDS,
  is: IS_FLAGS,
  has: HAS_FLAGS,
  sort: SORT_VALUES,
} as const satisfies Partial<Record<FieldName, Readonly<Record<string, string>>>>;

export type ClosedField = keyof typeof CLOSED_VALUES;

export const IS_FLAG_NAMES = Object.keys(IS_FLAGS) as readonly IsFlag[];
export const HAS_FLAG_NAMES = Object.keys(HAS_FLAGS) as readonly HasFlag[];
export const SORT_FIELD_NAMES = Object.keys(SORT_ORDERS) as readonly SortField[];

/** Dates that an issue may lack: only these take `none`. */
const OPTIONAL_DATES: readonly DateField[] = ['resolved', 'closed', 'due'];

export function mayLackDate(field: DateField): boolean {
  return OPTIONAL_DATES.includes(field);
}

export const MAX_SORT_KEYS = 3;
/** Longest query, in UTF-16 units, and most terms in it: both databases bound a statement's depth. */
export const MAX_QUERY_LENGTH = 4000;
export const MAX_TERMS = 200;

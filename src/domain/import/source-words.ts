import type { IssueType, Priority, Resolution } from '../issue/issue.ts';
import type { Category } from '../workflow/workflow.ts';

/** The tables of spec/domain.md, "Import": what a foreign tracker's words mean here. */

const BUG = new Set(['c-bug', 'bug', 'defect']);

export function typeOf(word: string | null): IssueType {
  return word === null || BUG.has(word.toLowerCase()) ? 'bug' : 'task';
}

/** The severity level to look for; null: the word itself. */
const LEVELS = meanings({ normal: 'Major', enhancement: 'Trivial' });

export function severityLevelOf(word: string | null): string {
  return word === null ? 'Major' : (LEVELS.get(word.toLowerCase()) ?? word);
}

const PRIORITIES = meanings<Priority>({
  p1: 'critical',
  highest: 'critical',
  critical: 'critical',
  p2: 'high',
  high: 'high',
  'p-high': 'high',
  p3: 'medium',
  normal: 'medium',
  'p-medium': 'medium',
  medium: 'medium',
});

export function priorityOf(word: string | null): Priority {
  return word === null ? 'medium' : (PRIORITIES.get(word.toLowerCase()) ?? 'low');
}

const STATES = {
  open: { name: 'open', category: 'todo' },
  inProgress: { name: 'in_progress', category: 'doing' },
  resolved: { name: 'resolved', category: 'done' },
  closed: { name: 'closed', category: 'closed' },
} as const satisfies Record<string, { name: string; category: Category }>;

const STATUSES = meanings<(typeof STATES)[keyof typeof STATES]>({
  resolved: STATES.resolved,
  verified: STATES.closed,
  closed: STATES.closed,
  assigned: STATES.inProgress,
  in_progress: STATES.inProgress,
});

/** The state of the presets, and its category for a workflow that has no state of that name. */
export function stateOf(word: string): { readonly name: string; readonly category: Category } {
  return STATUSES.get(word.toLowerCase()) ?? STATES.open;
}

const RESOLUTIONS = meanings<Resolution>({
  fixed: 'fixed',
  completed: 'fixed',
  duplicate: 'duplicate',
  invalid: 'invalid',
  noresponse: 'no_response',
  no_response: 'no_response',
  not_reproducible: 'not_reproducible',
  worksforme: 'not_reproducible',
  wontfix: 'wont_fix',
  wont_fix: 'wont_fix',
  not_planned: 'wont_fix',
  not_on_roadmap: 'wont_fix',
});

/** A word that means none of ours is `other`; none at all is the default of whatever is done. */
export function resolutionOf(word: string | null): Resolution {
  return word === null ? 'fixed' : (RESOLUTIONS.get(word.toLowerCase()) ?? 'other');
}

/** A map, since a file may say `constructor`. */
function meanings<T = string>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(table));
}

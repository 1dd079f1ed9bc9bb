import type { IssueType, Priority, Resolution } from '#domain/issue/issue.ts';
import type { Category } from '#domain/workflow/workflow.ts';
import type { TrackerRow } from './tracker-file.ts';

/** The mapping of spec/domain.md (Import), as little of it as gives the same rows. */

const SEVERITIES: Readonly<Record<string, number>> = {
  blocker: 1,
  critical: 2,
  major: 3,
  normal: 3,
  minor: 4,
  trivial: 5,
  enhancement: 5,
};

/** The rank of one of the five first severities. */
export function severityOf(row: TrackerRow): number {
  return SEVERITIES[row.severity?.toLowerCase() ?? 'normal'] ?? 3;
}

const PRIORITY_WORDS: Readonly<Record<string, Priority>> = {
  p1: 'critical',
  highest: 'critical',
  p2: 'high',
  high: 'high',
  'p-high': 'high',
  p3: 'medium',
  normal: 'medium',
  'p-medium': 'medium',
};

export function priorityOf(row: TrackerRow): Priority {
  if (row.priority === null) return 'medium';
  return PRIORITY_WORDS[row.priority.toLowerCase()] ?? 'low';
}

export function typeOf(row: TrackerRow): IssueType {
  return row.type === null || row.type === 'C-bug' || row.type === 'bug' ? 'bug' : 'task';
}

export function statusOf(row: TrackerRow): { readonly name: string; readonly category: Category } {
  switch (row.status) {
    case 'RESOLVED':
      return { name: 'resolved', category: 'done' };
    case 'VERIFIED':
    case 'CLOSED':
    case 'closed':
      return { name: 'closed', category: 'closed' };
    case 'ASSIGNED':
    case 'IN_PROGRESS':
      return { name: 'in_progress', category: 'doing' };
    default:
      return { name: 'open', category: 'todo' };
  }
}

const RESOLUTION_WORDS: Readonly<Record<string, Resolution>> = {
  FIXED: 'fixed',
  DUPLICATE: 'duplicate',
  WONTFIX: 'wont_fix',
  INVALID: 'invalid',
  WORKSFORME: 'not_reproducible',
  NORESPONSE: 'no_response',
};

export function resolutionOf(row: TrackerRow, category: Category): Resolution | null {
  if (category === 'todo' || category === 'doing') return null;
  return row.resolution === null ? 'fixed' : (RESOLUTION_WORDS[row.resolution] ?? 'other');
}

export function environmentOf(row: TrackerRow): Readonly<Record<string, string>> {
  const entries = Object.entries({
    os: row.os,
    appVersion: row.version,
    device: row.platform,
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]));
}

const TITLE_LENGTH = 255;

export function titleOf(row: TrackerRow): string {
  const title = row.title?.normalize('NFC').trim() ?? '';
  return title === '' ? `(no title) ${row.externalId}` : [...title].slice(0, TITLE_LENGTH).join('');
}

/** A project key for a name: its letters and digits in capitals, numbered when taken. */
export function keyFor(name: string, taken: ReadonlySet<string>): string {
  const letters = name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^[0-9]+/, '');
  const stem = letters.length < 2 ? `P${letters}X` : letters.slice(0, 10);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? stem : `${stem.slice(0, 10 - String(number).length)}${number}`;
    if (!taken.has(key)) return key;
  }
}

/** A username for a name, numbered when taken. */
export function usernameFor(name: string, taken: ReadonlySet<string>): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 28);
  const stem = slug.length < 2 ? `${slug}person` : slug;
  for (let number = 1; ; number += 1) {
    const username = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(username)) return username;
  }
}

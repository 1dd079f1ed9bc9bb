import type { ImportRow } from '#domain/import/import-row.ts';
import type { IssueType, Priority, Resolution } from '#domain/issue/issue.ts';
import type { Category } from '#domain/workflow/workflow.ts';
import type { TrackerRow } from './tracker-file.ts';

/** The mapping of spec/domain.md (Import), as little of it as gives the same rows for this file. */

/** A text as it is kept: line ends are LF, what cannot be kept is replaced, a blank one is none. */
export function textOf(value: string | null | undefined): string | null {
  if (!value || value.trim() === '') return null;
  const lines = value.includes('\r') ? value.replaceAll(/\r\n?/g, '\n') : value;
  const kept = lines.includes('\0') ? lines.replaceAll('\0', '\uFFFD') : lines;
  return kept.isWellFormed() ? kept : kept.toWellFormed();
}

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

const PRIORITIES: Readonly<Record<string, Priority>> = {
  p1: 'critical',
  highest: 'critical',
  critical: 'critical',
  p2: 'high',
  high: 'high',
  'p-high': 'high',
  p3: 'medium',
  normal: 'medium',
  medium: 'medium',
  'p-medium': 'medium',
};

export function priorityOf(row: TrackerRow): Priority {
  return row.priority === null ? 'medium' : (PRIORITIES[row.priority.toLowerCase()] ?? 'low');
}

export function typeOf(row: TrackerRow): IssueType {
  const word = row.type?.toLowerCase() ?? 'bug';
  return word === 'c-bug' || word === 'bug' || word === 'defect' ? 'bug' : 'task';
}

const CATEGORIES: Readonly<Record<string, Category>> = {
  resolved: 'done',
  verified: 'closed',
  closed: 'closed',
  assigned: 'doing',
  in_progress: 'doing',
};

export function categoryOf(status: string): Category {
  return CATEGORIES[status.toLowerCase()] ?? 'todo';
}

export const STATE = {
  todo: 'open',
  doing: 'in_progress',
  done: 'resolved',
  closed: 'closed',
} as const satisfies Record<Category, string>;

const RESOLUTIONS: Readonly<Record<string, Resolution>> = {
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
};

export function resolutionOf(row: TrackerRow): Resolution {
  return row.resolution === null ? 'fixed' : (RESOLUTIONS[row.resolution.toLowerCase()] ?? 'other');
}

/** When it was resolved and closed, if it was. */
export function endsOf(row: TrackerRow, category: Category) {
  if (category === 'todo' || category === 'doing') return { resolvedAt: null, closedAt: null };
  const last = (...wanted: readonly Category[]) =>
    row.statusHistory.findLast(({ status }) => wanted.includes(categoryOf(status)))?.at;
  const resolvedAt = Date.parse(row.closed ?? last('done', 'closed') ?? row.updated ?? row.created);
  if (category === 'done') return { resolvedAt, closedAt: null };
  const closed = last('closed');
  return { resolvedAt, closedAt: Math.max(closed ? Date.parse(closed) : resolvedAt, resolvedAt) };
}

const TITLE_LENGTH = 255;
const TAG_LENGTH = 40;
const STEPS = 'The source kept no separate steps; see the description.';

/** Title, description, bug details and tags, each within its limits. */
export function textsOf(row: TrackerRow) {
  const below: string[] = [];
  const tags: string[] = [];
  const product = row.product === row.project ? null : row.project && row.product;
  for (const label of [...row.labels, row.component, product]) {
    const name = label?.normalize('NFC').trim() ?? '';
    if (name.length > TAG_LENGTH && [...name].length > TAG_LENGTH) below.push(`Label: ${name}`);
    else if (name !== '') tags.push(name);
  }
  const named = { appVersion: row.version, os: row.os, platform: row.platform };
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(named)) {
    const text = textOf(value);
    if (text !== null) environment[key] = text;
  }
  const told = Object.entries(environment);
  const isBug = typeOf(row) === 'bug';
  if (!isBug) for (const [key, value] of told) below.push(`${key}: ${value}`);
  const whole = textOf(row.title)?.normalize('NFC').trim() ?? '';
  const parts = [textOf(row.description) ?? ''];
  let title = whole === '' ? `(no title) ${row.externalId}` : whole;
  if (whole.length > TITLE_LENGTH && [...whole].length > TITLE_LENGTH) {
    title = `${[...whole]
      .slice(0, TITLE_LENGTH - 1)
      .join('')
      .trimEnd()}…`;
    parts.unshift(whole);
  }
  if (below.length > 0) parts.push(below.join('\n'));
  const description = parts.filter((part) => part !== '').join('\n\n');
  const bug = isBug && told.length > 0 ? { steps: STEPS, environment } : null;
  return { title, description, tags, bug };
}

/** A change of the source's history; `by` null: somebody unknown. */
export type Change = Pick<ImportRow['history'][number], 'at' | 'field' | 'from' | 'to'> & {
  readonly by: string | null;
};

/** What the source tells of the past, by time, and its own words where nothing else keeps them. */
export function historyOf(row: TrackerRow, updated: number): Change[] {
  const created = Date.parse(row.created);
  const changes: Change[] = [];
  const entered = row.statusHistory.map(({ at, by, status }) => ({
    at: Date.parse(at),
    by: textOf(by),
    status: textOf(status) ?? '',
  }));
  let from: string | null = null;
  for (const { at, by, status } of entered) {
    changes.push({ at, by, field: 'status', from, to: status });
    from = status;
  }
  for (const change of row.changes) {
    const at = Date.parse(change.at);
    const to = textOf(change.to);
    const field = textOf(change.field) ?? '';
    if (field === 'Status' && entered.some((one) => one.at === at && one.status === to)) continue;
    changes.push({ at, by: textOf(change.by), field, from: textOf(change.from), to });
  }
  const asIs = (field: string, to: string | null) =>
    changes.push({ at: created, by: null, field, from: null, to });
  const milestone = textOf(row.milestone);
  if (milestone !== null) asIs('milestone', milestone);
  for (const { type, target } of row.links) asIs(textOf(type) ?? 'link', textOf(target));
  for (const { at, by, name } of row.attachments) {
    const when = at === null ? created : Date.parse(at);
    changes.push({ at: when, by: textOf(by), field: 'attachment', from: null, to: textOf(name) });
  }
  if (changes.length > entered.length) changes.sort((a, b) => a.at - b.at);
  const newest = (field: string) =>
    changes.findLast((change) => change.field === field)?.to ?? null;
  const [status, resolution] = [newest('status'), newest('Resolution')];
  if (status !== row.status) {
    changes.push({ at: updated, by: null, field: 'status', from: status, to: row.status });
  }
  const word = textOf(row.resolution);
  if (word !== null && resolution !== word && word.toLowerCase() !== resolutionOf(row)) {
    changes.push({ at: updated, by: null, field: 'resolution', from: null, to: word });
  }
  return changes;
}

/** The link that points nowhere in this file. */
export function lostLink(row: TrackerRow, updated: number): Change {
  return { at: updated, by: row.reporter, field: 'duplicateOf', from: null, to: row.duplicateOf };
}

import {
  type ActivityId,
  deriveId,
  type Instant,
  type IssueId,
  type TagId,
  type UserId,
} from '../ids.ts';
import type { BugDetails } from '../issue/bug-details.ts';
import { codePoints } from '../text.ts';
import type { Directory, KnownPerson, Place } from './directory.ts';
import { firstCodePoints, fitTexts } from './fit-texts.ts';
import type { ImportedChange, ImportRow } from './import-row.ts';
import {
  assignmentsOf,
  commentsOf,
  endDates,
  historyOf,
  type PersonOf,
  type Tell,
} from './map-parts.ts';
import type { SourceRow } from './source-row.ts';
import { priorityOf, resolutionOf, severityLevelOf, stateOf, typeOf } from './source-words.ts';

const MAX_TAG = 40;
const MAX_NAME = 120;
const MAX_VALUE = 1000;

/** Stands where bug details need steps and the source keeps everything in one text. */
export const NO_STEPS = 'The source kept no separate steps; see the description.';

/** A row in our words, and what was changed to make it fit. Its duplicate link is not resolved yet. */
export interface DraftRow {
  readonly row: ImportRow;
  readonly told: readonly { readonly field: string; readonly message: string }[];
}

/** The mapping of spec/domain.md, "Import", for a row of a foreign tracker. */
export function mapSourceRow(
  source: SourceRow,
  directory: Directory,
  on: {
    readonly place: Place;
    readonly id: IssueId;
    readonly number: number;
    readonly now: Instant;
  },
): DraftRow {
  const told: { field: string; message: string }[] = [];
  const person = (name: string | null): KnownPerson =>
    directory.person({ name: personName(name) ?? `Unknown (${source.source})` });
  const tell = (field: string, message: string) => told.push({ field, message });

  const created = source.created ?? source.updated ?? on.now;
  const type = typeOf(source.type);
  const state = on.place.state(...stateArgs(source.status));
  const over = state.category === 'done' || state.category === 'closed';
  const reporter = person(source.reporter);
  const assignee = chooseAssignee(source, on.place, over, person, tell);
  const below: string[] = [];
  const tags = tagIds(source, directory, below, tell);
  const bug = bugDetails(source, type, reporter.id, below, tell);
  const texts = fitTexts({ ...source, below });
  told.push(...texts.told);
  const comments = commentsOf(source, texts.continued, {
    id: on.id,
    created,
    reporter,
    person,
    tell,
  });
  const dates = over ? endDates(source, state.category === 'closed', created) : NO_DATES;
  const updated = source.updated ?? dates.closedAt ?? dates.resolvedAt ?? created;
  const watchers = new Set<UserId>();
  if (source.reporter !== null) watchers.add(reporter.id);
  if (assignee !== null) watchers.add(assignee.id);
  for (const { by } of source.comments) if (by !== null) watchers.add(person(by).id);

  return {
    told,
    row: {
      id: on.id,
      project: on.place.id,
      number: on.number,
      external: { source: source.source, id: source.id, url: source.url },
      type,
      title: texts.title,
      description: texts.description,
      bug,
      severity: severityOf(source, directory, tell),
      priority: priorityOf(source.priority),
      status: state.name,
      reporter: reporter.id,
      assignee: assignee?.id ?? null,
      resolution: over ? resolutionOf(source.resolution) : null,
      resolutionNote: null,
      fixedIn: null,
      duplicateOf: null,
      tags,
      watchers: [...watchers],
      confidential: false,
      dueDate: null,
      assessedAt: on.now,
      ...dates,
      createdAt: created,
      updatedAt: updated,
      comments,
      assignments: assignmentsOf(assignee, over, { id: on.id, created, dates, reporter }),
      history: historyOf(source, updated, { id: on.id, created, person }),
    },
  };
}

/** The link that points nowhere in this file stays as text. */
export function duplicateAsText(row: ImportRow, target: string): ImportRow {
  const change: ImportedChange = {
    id: deriveId<ActivityId>(row.id, row.history.length),
    at: row.updatedAt,
    by: row.reporter,
    kind: 'history',
    field: 'duplicateOf',
    from: null,
    to: target,
  };
  return { ...row, history: [...row.history, change] };
}

const NO_DATES = { resolvedAt: null, closedAt: null } as const;

function stateArgs(status: string) {
  const { name, category } = stateOf(status);
  return [name, category] as const;
}

function personName(name: string | null): string | null {
  if (name === null) return null;
  const said = name.normalize('NFC').trim();
  return said.length > MAX_NAME ? firstCodePoints(said, MAX_NAME).trim() : said;
}

function chooseAssignee(
  source: SourceRow,
  place: Place,
  over: boolean,
  person: PersonOf,
  tell: Tell,
): KnownPerson | null {
  if (source.assignee === null) return null;
  const assignee = person(source.assignee);
  if (over || place.mayBeAssigned(assignee)) return assignee;
  tell('assignee', `${assignee.name} is blocked or does not see the project; nobody is assigned.`);
  return null;
}

function severityOf(source: SourceRow, directory: Directory, tell: Tell) {
  const wished = directory.severity(severityLevelOf(source.severity));
  if (wished !== undefined) return wished;
  tell(
    'severity',
    `There is no severity “${source.severity ?? 'Major'}” here; another stands for it.`,
  );
  return directory.severity('Major') ?? directory.middleSeverity();
}

function tagIds(source: SourceRow, directory: Directory, below: string[], tell: Tell): TagId[] {
  const ids = new Set<TagId>();
  for (const label of source.labels) {
    const name = label.normalize('NFC').trim();
    if (name === '') continue;
    if (name.length > MAX_TAG && codePoints(name) > MAX_TAG) {
      below.push(`Label: ${name}`);
      tell('labels', `A label has more than ${MAX_TAG} characters; it stands in the description.`);
    } else ids.add(directory.tag(name));
  }
  return [...ids];
}

/** The environment is a part of bug details; what a task says of it stands in its description. */
function bugDetails(
  source: SourceRow,
  type: ImportRow['type'],
  author: UserId,
  below: string[],
  tell: Tell,
): BugDetails | null {
  const entries = Object.entries(source.environment);
  if (entries.length === 0) return null;
  if (type === 'task') {
    below.push(...entries.map(([key, value]) => `${key}: ${value}`));
    tell('environment', 'Only a bug has an environment; it stands in the description.');
    return null;
  }
  const environment: Record<string, string> = {};
  for (const [key, value] of entries) {
    const fits = value.length <= MAX_VALUE;
    environment[key] = fits ? value : firstCodePoints(value, MAX_VALUE);
    if (fits) continue;
    below.push(`${key}: ${value}`);
    tell(key, 'The value was too long; it stands whole in the description.');
  }
  return {
    stepsToReproduce: NO_STEPS,
    expected: '',
    actual: '',
    frequency: 'unknown',
    environment,
    author,
  };
}

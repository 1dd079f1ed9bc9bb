import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { commentContent } from '#domain/comment/comment.ts';
import type { IssueId, ProjectId, SeverityId, TagId, UserId, WorkflowId } from '#domain/ids.ts';
import {
  actualResult,
  environment,
  expectedResult,
  FREQUENCIES,
  frequency,
  KNOWN_ENVIRONMENT_KEYS,
  stepsToReproduce,
} from '#domain/issue/bug-details.ts';
import {
  day,
  fixedIn,
  ISSUE_TYPES,
  type Issue,
  issueDescription,
  issueTitle,
  issueType,
  PRIORITIES,
  priority,
  RESOLUTIONS,
  resolution,
  resolutionNote,
} from '#domain/issue/issue.ts';
import { type Action, can, type Subject, seesIssue } from '#domain/permissions.ts';
import {
  type Project,
  projectDescription,
  projectKey,
  projectName,
  VISIBILITIES,
} from '#domain/project/project.ts';
import {
  colour,
  FIRST_SEVERITIES,
  severityDescription,
  severityLevel,
  severityRank,
} from '#domain/severity/severity.ts';
import { tagName } from '#domain/tag/tag.ts';
import { codePoints, foldCase, isBlank } from '#domain/text.ts';
import { email, personName, role, type User, username } from '#domain/user/user.ts';
import { judgeTransition } from '#domain/workflow/judge-transition.ts';
import { STANDARD } from '#domain/workflow/presets.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';

/** `resources/sample/sample.jsonl`: a file of Katydid JSON Lines, read as strictly as it is written. */
const time = z.iso.datetime({ precision: 3 });
const uuid7 = z.uuidv7();

const headerSchema = z.strictObject({
  katydid: z.literal('export'),
  version: z.literal(1),
  exportedAt: time,
  projects: z.array(
    z.strictObject({
      key: projectKey,
      name: projectName,
      description: projectDescription,
      visibility: z.enum(VISIBILITIES),
      workflow: z.literal('standard'),
      members: z.array(username),
    }),
  ),
  people: z.array(z.strictObject({ username, name: personName, role, email: email.optional() })),
  severities: z.array(
    z.strictObject({
      level: severityLevel,
      description: severityDescription,
      rank: severityRank,
      colour,
    }),
  ),
  tags: z.array(z.strictObject({ name: tagName, colour })),
});

const activitySchema = z.strictObject({
  id: uuid7,
  at: time,
  actor: username,
  kind: z.enum(ACTIVITY_KINDS),
  field: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

const issueSchema = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[1-9]\d*$/),
  id: uuid7,
  project: projectKey,
  type: issueType,
  title: issueTitle,
  description: issueDescription,
  bug: z
    .strictObject({
      author: username,
      stepsToReproduce,
      expected: expectedResult,
      actual: actualResult,
      frequency,
      environment,
    })
    .nullable(),
  severity: severityLevel,
  priority,
  status: z.enum(['open', 'in_progress', 'resolved', 'closed']),
  reporter: username,
  assignee: username.nullable(),
  resolution: resolution.nullable(),
  resolutionNote: resolutionNote.nullable(),
  fixedIn: fixedIn.nullable(),
  duplicateOf: z.string().nullable(),
  tags: z.array(tagName),
  watchers: z.array(username),
  confidential: z.boolean(),
  dueDate: day.nullable(),
  assessedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
  resolvedAt: time.nullable(),
  closedAt: time.nullable(),
  external: z.null(),
  comments: z.array(
    z.strictObject({
      id: uuid7,
      author: username,
      content: commentContent,
      createdAt: time,
      editedAt: time.nullable(),
    }),
  ),
  assignments: z.array(
    z.strictObject({
      id: uuid7,
      assignee: username,
      assignedBy: username,
      assignedAt: time,
      status: z.enum(ASSIGNMENT_STATUSES),
      endedAt: time.nullable(),
      rule: z.null(),
    }),
  ),
  activity: z.array(activitySchema),
});

type SampleIssue = z.output<typeof issueSchema>;
type SampleActivity = z.output<typeof activitySchema>;
type SampleAssignment = SampleIssue['assignments'][number];

const text = readFileSync(new URL('../../resources/sample/sample.jsonl', import.meta.url), 'utf8');
const [headerLine = '', ...issueLines] = text.trimEnd().split('\n');
const header = headerSchema.parse(JSON.parse(headerLine));
const issues = issueLines.map((line) => issueSchema.parse(JSON.parse(line)));
const byKey = new Map(issues.map((issue) => [issue.key, issue]));

const LONG_FIELDS: readonly string[] = [
  'description',
  'resolutionNote',
  'stepsToReproduce',
  'expected',
  'actual',
  'environment',
];
const DAY = 86_400_000;

/** The sample's people, projects and workflow as rows of the domain; names serve as their ids. */
const record = { createdAt: 0, updatedAt: 0, version: 1 };
const standard: Workflow = { ...STANDARD, ...record, id: 'standard' as WorkflowId };
const users = new Map<string, User>(
  header.people.map((person) => [
    person.username,
    {
      ...record,
      id: person.username as UserId,
      username: person.username,
      name: person.name,
      email: person.email ?? null,
      role: person.role,
      blocked: false,
      passwordHash: null,
    },
  ]),
);
const projects = new Map<string, Project>(
  header.projects.map((project) => [
    project.key,
    {
      ...record,
      id: project.key as ProjectId,
      key: project.key,
      name: project.name,
      description: project.description,
      visibility: project.visibility,
      members: project.members as UserId[],
      workflow: standard.id,
      archived: false,
      nextNumber: 1,
    },
  ]),
);

function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`The sample has no ${what}`);
  return value;
}
const userOf = (name: string) => present(users.get(name), `person ${name}`);
const projectOf = ({ project }: SampleIssue) => present(projects.get(project), project);
const numberOf = ({ key }: SampleIssue) => Number(key.slice(key.indexOf('-') + 1));
const isLead = (name: string) => ['admin', 'manager'].includes(userOf(name).role);

/** The time that a UUIDv7 carries in its first 48 bits. */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString();
}

function newest(times: readonly string[]): string | undefined {
  return times.toSorted().at(-1);
}

/** Everybody who watches by themselves: reporter, assignees, commenters and the mentioned. */
function watchersByThemselves(issue: SampleIssue): ReadonlySet<string> {
  const mentions = issue.comments.flatMap(({ content }) =>
    header.people.map((person) => person.username).filter((name) => content.includes(`@${name}`)),
  );
  return new Set([
    issue.reporter,
    ...issue.assignments.map(({ assignee }) => assignee),
    ...issue.comments.map(({ author }) => author),
    ...mentions,
  ]);
}

describe('the header', () => {
  it('is written in the canonical form that the doors would make of it', () => {
    expect(JSON.parse(headerLine)).toEqual(header);
  });

  it('names each person, project, severity and tag once, ignoring case', () => {
    const names = {
      people: header.people.map((person) => person.username),
      projects: header.projects.map(({ key }) => key),
      severities: header.severities.map(({ level }) => level),
      tags: header.tags.map(({ name }) => name),
    };
    for (const [what, list] of Object.entries(names)) {
      expect(new Set(list.map(foldCase)).size, what).toBe(list.length);
    }
  });

  it('has people of every role, an admin among them', () => {
    expect(new Set(header.people.map((person) => person.role))).toEqual(
      new Set(['admin', 'manager', 'developer', 'tester']),
    );
  });

  it('lists only known people as members', () => {
    for (const { members } of header.projects) {
      expect(members.filter((name) => !users.has(name))).toEqual([]);
    }
  });

  it('has the five severities that every workspace starts with', () => {
    const expected = FIRST_SEVERITIES.map((severity, index) => ({ ...severity, rank: index + 1 }));
    expect(header.severities).toEqual(expected);
  });

  it('has no tag that no issue carries', () => {
    const carried = new Set(issues.flatMap(({ tags }) => tags));
    expect(header.tags.map(({ name }) => name).filter((name) => !carried.has(name))).toEqual([]);
  });
});

describe('the issues together', () => {
  it('are written in the canonical form that the doors would make of them', () => {
    expect(issueLines.map((line) => JSON.parse(line))).toEqual(issues);
  });

  it('are 55 of PAY, 25 of TIL and 20 of WEB', () => {
    const count = (project: string) => issues.filter((issue) => issue.project === project).length;
    expect(header.projects.map(({ key }) => [key, count(key)])).toEqual([
      ['PAY', 55],
      ['TIL', 25],
      ['WEB', 20],
    ]);
  });

  it.each(header.projects)('are numbered in order of creation in $key', ({ key }) => {
    const ours = issues.filter(({ project }) => project === key);
    const byCreation = ours.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    const byNumber = ours.toSorted((a, b) => numberOf(a) - numberOf(b));
    expect(byCreation.map((issue) => issue.key)).toEqual(byNumber.map((issue) => issue.key));
    expect(ours.every((issue) => issue.key.startsWith(`${key}-`))).toBe(true);
  });

  it('use no key and no id twice', () => {
    const ids = issues.flatMap((issue) => [
      issue.id,
      ...issue.comments.map(({ id }) => id),
      ...issue.assignments.map(({ id }) => id),
      ...issue.activity.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(byKey.size).toBe(issues.length);
  });

  it('carry in each id the time of its creation', () => {
    const stamped = issues.flatMap((issue) => [
      [issue.id, issue.createdAt],
      ...issue.comments.map((comment) => [comment.id, comment.createdAt]),
      ...issue.assignments.map((assignment) => [assignment.id, assignment.assignedAt]),
      ...issue.activity.map((entry) => [entry.id, entry.at]),
    ]);
    const wrong = stamped.filter(([id = '', at]) => timeOf(id) !== at);
    expect(wrong).toEqual([]);
  });

  it('happened in the 90 days before the export, most of them lately', () => {
    const end = Date.parse(header.exportedAt);
    const ages = issues.map(({ createdAt }) => (end - Date.parse(createdAt)) / DAY);
    const times = issues.flatMap(({ activity }) => activity.map(({ at }) => at));
    expect(Math.max(...ages)).toBeLessThan(90);
    expect(times.filter((at) => at > header.exportedAt)).toEqual([]);
    const recent = ages.filter((age) => age < 45).length;
    expect(recent).toBeGreaterThan(issues.length / 2);
  });

  it('mention only issues that the sample has', () => {
    const keys = new RegExp(`\\b(?:${[...projects.keys()].join('|')})-\\d+\\b`, 'g');
    const mentioned = issues.flatMap((issue) => JSON.stringify(issue).match(keys) ?? []);
    expect(mentioned.filter((key) => !byKey.has(key))).toEqual([]);
  });
});

describe('the sample shows', () => {
  const markdown = issues.flatMap((issue) => [
    issue.description,
    issue.bug?.stepsToReproduce ?? '',
    issue.bug?.actual ?? '',
    ...issue.comments.map(({ content }) => content),
  ]);
  const titled = (pattern: RegExp) => issues.filter(({ title }) => pattern.test(title)).length;
  const written = (pattern: RegExp) => markdown.filter((body) => pattern.test(body)).length;
  const today = header.exportedAt.slice(0, 10);
  const isPast = (dueDate: string | null) => dueDate !== null && dueDate < today;
  const isLive = ({ status }: SampleIssue) => status === 'open' || status === 'in_progress';

  it.each([
    ['status', standard.states.map(({ name }) => name)],
    ['type', [...ISSUE_TYPES]],
    ['priority', [...PRIORITIES]],
    ['severity', header.severities.map(({ level }) => level)],
    ['resolution', [...RESOLUTIONS]],
  ] as const)('every %s', (field, values) => {
    const shown = issues.map((issue) => issue[field]).filter((value) => value !== null);
    expect(new Set<string>(shown)).toEqual(new Set<string>(values));
  });

  it('every frequency and every known environment key', () => {
    const bugs = issues.flatMap(({ bug }) => (bug === null ? [] : [bug]));
    expect(new Set(bugs.map((bug) => bug.frequency))).toEqual(new Set(FREQUENCIES));
    const keys = new Set(bugs.flatMap((bug) => Object.keys(bug.environment)));
    expect(keys).toEqual(new Set(KNOWN_ENVIRONMENT_KEYS));
  });

  it.each<readonly [string, number, number]>([
    ['work that nobody has', 5, issues.filter((one) => isLive(one) && !one.assignee).length],
    ['issues to triage', 5, issues.filter((one) => isLive(one) && !one.assessedAt).length],
    ['confidential issues', 3, issues.filter(({ confidential }) => confidential).length],
    ['due dates', 5, issues.filter(({ dueDate }) => dueDate !== null).length],
    ['overdue issues', 1, issues.filter((one) => isLive(one) && isPast(one.dueDate)).length],
    ['days to come', 3, issues.filter(({ dueDate }) => dueDate !== null && dueDate > today).length],
    ['duplicates', 2, issues.filter(({ duplicateOf }) => duplicateOf !== null).length],
    ['declined issues', 3, issues.filter((one) => one.activity.some(isDecline)).length],
    ['reopened issues', 3, issues.filter((one) => one.activity.some(isReopening)).length],
    ['passed-on issues', 1, issues.filter((one) => one.assignments.length > 1).length],
    ['discussions', 10, issues.filter((one) => one.comments.length >= 3).length],
    ['edited comments', 1, issues.flatMap((one) => one.comments).filter((c) => c.editedAt).length],
    ['long titles', 1, issues.filter(({ title }) => codePoints(title) > 150).length],
    ['right-to-left titles', 1, titled(/^\p{Script=Arabic}/u)],
    ['titles with emoji', 2, titled(/\p{Extended_Pictographic}/u)],
    ['Japanese titles', 2, titled(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)],
    ['code blocks', 5, written(/^```\n[\s\S]+\n```$/m)],
    ['tables', 3, written(/^\|[\s:|-]+\|$/m)],
    ['links', 3, written(/\]\(https:\/\//)],
    ['numbered steps', 40, written(/^1\. /m)],
    ['checklists', 2, written(/^- \[[ x]\] /m)],
  ])('%s, at least %d', (_what, atLeast, found) => {
    expect(found).toBeGreaterThanOrEqual(atLeast);
  });
});

describe.each(issues)('$key', (issue) => {
  it('knows its severity, tags, project and people', () => {
    const { activity, comments, assignments } = issue;
    const people = [
      issue.reporter,
      ...issue.watchers,
      ...activity.map(({ actor }) => actor),
      ...comments.map(({ author }) => author),
      ...assignments.flatMap(({ assignee, assignedBy }) => [assignee, assignedBy]),
    ];
    expect(people.filter((name) => !users.has(name))).toEqual([]);
    expect(header.severities.map(({ level }) => level)).toContain(issue.severity);
    expect(issue.tags.filter((tag) => !header.tags.some(({ name }) => name === tag))).toEqual([]);
    expect(projects.has(issue.project)).toBe(true);
    expect(new Set(issue.tags).size).toBe(issue.tags.length);
    expect(new Set(issue.watchers).size).toBe(issue.watchers.length);
  });

  it('says what is wrong: a description, or bug details (of a bug alone)', () => {
    expect(isBlank(issue.description) && issue.bug === null).toBe(false);
    if (issue.type === 'task') expect(issue.bug).toBeNull();
  });

  it('is watched by those who watch by themselves, and only by those who see it', () => {
    expect(issue.watchers).toEqual(expect.arrayContaining([...watchersByThemselves(issue)]));
    const seen = domainIssue(issue, stateOf(issue));
    const blind = issue.watchers.filter((name) => !seesIssue(userOf(name), projectOf(issue), seen));
    expect(blind).toEqual([]);
  });

  it('has one entry "commented" for each comment, and one for each that was edited', () => {
    const told = (wanted: string) =>
      issue.activity.filter(({ kind }) => kind === wanted).map(({ actor, at }) => ({ actor, at }));
    expect(told('commented')).toEqual(
      issue.comments.map(({ author, createdAt }) => ({ actor: author, at: createdAt })),
    );
    expect(told('comment-edited')).toEqual(
      issue.comments.flatMap(({ author, editedAt }) =>
        editedAt === null ? [] : [{ actor: author, at: editedAt }],
      ),
    );
  });

  it('was updated by the newest change of fields, state, tags or assignment', () => {
    const changes = issue.activity.filter(({ kind }) => !isTalk(kind));
    expect(issue.updatedAt).toBe(newest(changes.map(({ at }) => at)));
  });

  it('was assessed, if at all, by a manager or an admin', () => {
    if (issue.assessedAt === null) return;
    const verdicts = issue.activity.filter(({ actor, kind }) => isLead(actor) && !isTalk(kind));
    expect(verdicts.map(({ at }) => at)).toContain(issue.assessedAt);
  });

  it('is resolved with a note, and names the original where it is a duplicate', () => {
    const isResolved = issue.status === 'resolved' || issue.status === 'closed';
    expect(issue.resolution !== null).toBe(isResolved);
    expect(!isBlank(issue.resolutionNote ?? '')).toBe(isResolved);
    expect(issue.duplicateOf !== null).toBe(issue.resolution === 'duplicate');
    if (issue.resolution !== 'fixed') expect(issue.fixedIn).toBeNull();
    if (issue.duplicateOf !== null) {
      const original = present(byKey.get(issue.duplicateOf), `issue ${issue.duplicateOf}`);
      expect(original.duplicateOf).toBeNull();
      expect(original.confidential).toBe(false);
    }
  });

  it('tells a history that the rules allow and that ends in the row', () => {
    expect(replay(issue)).toEqual(stateOf(issue));
  });
});

function isTalk(kind: SampleActivity['kind']): boolean {
  return kind === 'commented' || kind === 'comment-edited';
}

function isDecline({ kind, from, to }: SampleActivity): boolean {
  return kind === 'transitioned' && from === 'open' && to === 'resolved';
}

function isReopening({ kind, from, to }: SampleActivity): boolean {
  return kind === 'transitioned' && from === 'resolved' && to === 'in_progress';
}

/** What a history decides; a long text stands only in the row, so its history has no last word. */
interface State {
  readonly status: string;
  readonly assignee: string | null;
  readonly tags: ReadonlySet<string>;
  readonly fields: Readonly<Record<string, string>>;
  readonly assignments: readonly Omit<SampleAssignment, 'id'>[];
  readonly resolvedAt: string | null;
  readonly closedAt: string | null;
}

function shortFields(issue: SampleIssue): Readonly<Record<string, string>> {
  const { title, type, severity, priority, dueDate, bug } = issue;
  const fields = { title, type, severity, priority, dueDate, frequency: bug?.frequency };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value ? [[field, value]] : [])),
  );
}

function stateOf(issue: SampleIssue): State {
  return {
    status: issue.status,
    assignee: issue.assignee,
    tags: new Set(issue.tags),
    fields: shortFields(issue),
    assignments: issue.assignments.map(({ id: _, ...assignment }) => assignment),
    resolvedAt: issue.resolvedAt,
    closedAt: issue.closedAt,
  };
}

/** The row at its birth: the one of today, with every change read backwards. */
function birthOf(issue: SampleIssue): State {
  const tags = new Set(issue.tags);
  const fields = { ...shortFields(issue) };
  for (const { kind, field = '', from, to } of issue.activity.toReversed()) {
    if (kind === 'tagged') tags.delete(present(to, 'tag'));
    if (kind === 'untagged') tags.add(present(from, 'tag'));
    if (kind === 'edited' || kind === 'bug-edited') {
      if (isCleared(field) || LONG_FIELDS.includes(field)) continue;
      if (from === undefined) delete fields[field];
      else fields[field] = from;
    }
  }
  return {
    status: standard.initial,
    assignee: null,
    tags,
    fields,
    assignments: [],
    resolvedAt: null,
    closedAt: null,
  };
}

/** What reopening empties; the activity keeps the value that was there. */
function isCleared(field: string): boolean {
  return field === 'resolution' || field === 'resolutionNote' || field === 'fixedIn';
}

function domainIssue(issue: SampleIssue, state: State): Issue {
  const category = present(
    standard.states.find(({ name }) => name === state.status),
    state.status,
  ).category;
  return {
    ...record,
    id: issue.id as IssueId,
    project: issue.project as ProjectId,
    number: numberOf(issue),
    type: issue.type,
    title: issue.title,
    description: issue.description,
    bug: null,
    severity: issue.severity as SeverityId,
    priority: issue.priority,
    status: state.status,
    category,
    reporter: issue.reporter as UserId,
    assignee: state.assignee as UserId | null,
    resolution: null,
    resolutionNote: null,
    fixedIn: null,
    duplicateOf: null,
    tags: [...state.tags] as TagId[],
    watchers: issue.watchers as UserId[],
    confidential: issue.confidential,
    dueDate: null,
    assessedAt: null,
    resolvedAt: null,
    closedAt: null,
    external: null,
    importMark: null,
  };
}

/** Walks the activity forward and asks the domain at every step whether it was allowed. */
function replay(issue: SampleIssue): State {
  const [created, ...rest] = issue.activity;
  expect(created).toMatchObject({ kind: 'created', actor: issue.reporter, at: issue.createdAt });
  let state = birthOf(issue);
  let before = present(created, 'first entry');
  for (const [index, entry] of rest.entries()) {
    expect(entry.at >= before.at && entry.id > before.id, `${entry.kind} in order`).toBe(true);
    state = step(issue, state, entry, rest.slice(index + 1));
    before = entry;
  }
  return state;
}

function step(
  issue: SampleIssue,
  state: State,
  entry: SampleActivity,
  later: readonly SampleActivity[],
): State {
  const { kind, actor: name, at, field = '', from = null, to = null } = entry;
  const actor = userOf(name);
  const project = projectOf(issue);
  const subject = { project, workflow: standard, issue: domainIssue(issue, state) };
  const allowed = <A extends Action>(action: A, on: Subject<A>) =>
    expect(can(actor, action, on), `${name} may ${action} at ${at}`).toEqual({ ok: true });

  switch (kind) {
    case 'commented':
    case 'comment-edited':
      allowed('issue.comment', subject);
      return state;
    case 'transitioned':
      return moved(issue, state, entry, later);
    case 'assigned': {
      const assignee = userOf(present(to, 'assignee'));
      allowed('issue.assign', { ...subject, to: assignee.id });
      expect([from, state.status === 'closed']).toEqual([state.assignee, false]);
      expect(assignee.username).not.toBe(state.assignee);
      expect(can(assignee, 'project.see', { project })).toEqual({ ok: true });
      const opened: State['assignments'][number] = {
        assignee: assignee.username,
        assignedBy: name,
        assignedAt: at,
        status: state.status === 'in_progress' ? 'in_progress' : 'pending',
        endedAt: null,
        rule: null,
      };
      const assignments = [...completed(state.assignments, at), opened];
      return { ...state, assignee: assignee.username, assignments };
    }
    case 'unassigned':
      allowed('issue.assign', { ...subject, to: null });
      expect(from).toBe(state.assignee);
      expect(state.status).toBe('open');
      return { ...state, assignee: null, assignments: completed(state.assignments, at) };
    case 'tagged':
      allowed('issue.edit', subject);
      expect(state.tags.has(present(to, 'tag'))).toBe(false);
      return { ...state, tags: new Set([...state.tags, present(to, 'tag')]) };
    case 'untagged':
      allowed('issue.edit', subject);
      expect(state.tags.has(present(from, 'tag'))).toBe(true);
      return { ...state, tags: new Set([...state.tags].filter((tag) => tag !== from)) };
    case 'edited':
    case 'bug-edited': {
      if (isCleared(field)) return state;
      allowed('issue.edit', subject);
      expect(from).not.toBe(to);
      if (LONG_FIELDS.includes(field)) {
        expect([from === null, to]).toEqual([false, null]);
        return state;
      }
      expect(from, `${field} before`).toBe(state.fields[field] ?? null);
      return { ...state, fields: { ...state.fields, [field]: present(to, field) } };
    }
    default:
      throw new Error(`A local history has no entry of the kind ${kind}`);
  }
}

/** A transition: judged by the workflow, then its effect on dates and on the assignment. */
function moved(
  issue: SampleIssue,
  state: State,
  { actor, at, field, from, to }: SampleActivity,
  later: readonly SampleActivity[],
): State {
  const target = present(to, 'state');
  expect([field, from]).toEqual(['status', state.status]);
  const kept = (name: string) => later.find((entry) => entry.field === name)?.from;
  const verdict = judgeTransition({
    issue: domainIssue(issue, state),
    workflow: standard,
    actor: userOf(actor),
    from: present(from, 'state'),
    to: target,
    brought: {
      resolution: resolution.nullable().parse(kept('resolution') ?? issue.resolution),
      resolutionNote: kept('resolutionNote') ?? issue.resolutionNote,
    },
  });
  expect(verdict, `${actor} moves it to ${target} at ${at}`).toMatchObject({ outcome: 'moves' });

  switch (target) {
    case 'in_progress': {
      const assignments = working(state.assignments, state.assignee);
      return { ...state, status: target, resolvedAt: null, closedAt: null, assignments };
    }
    case 'resolved': {
      const assignments = completed(state.assignments, at);
      return { ...state, status: target, resolvedAt: at, assignments };
    }
    default:
      return { ...state, status: target, closedAt: at };
  }
}

function completed(assignments: State['assignments'], at: string): State['assignments'] {
  return assignments.map((one) =>
    one.status === 'completed' ? one : { ...one, status: 'completed', endedAt: at },
  );
}

/** The assignee's newest assignment becomes (again) the one in progress. */
function working(assignments: State['assignments'], assignee: string | null): State['assignments'] {
  const newestOne = assignments.findLast((one) => one.assignee === assignee);
  return assignments.map((one) =>
    one === newestOne ? { ...one, status: 'in_progress', endedAt: null } : one,
  );
}

import type { Issue } from '#domain/issue/issue.ts';
import type { IssueChanges, NewIssue, SeenValues, WholeIssue } from './issue-body.ts';
import {
  type Naming,
  personNamed,
  projectNamed,
  severityNamed,
  tagsNamed,
  usualSeverity,
} from './refs.ts';
import type { Step } from './steps.ts';

/** The steps that make an issue, and before it the tags that do not exist yet. */
export async function createSteps(
  id: string,
  { project, severity, assignee, tags, ...fields }: NewIssue,
  naming: Naming,
): Promise<readonly Step[]> {
  const tagged = await tagsNamed(tags, naming);
  const args = {
    id,
    ...fields,
    project: await projectNamed(project, naming),
    severity: await severityOr(severity, naming),
    assignee: assignee === null ? null : await personNamed(assignee, naming),
    tags: tagged.ids,
  };
  return [...tagged.steps, { name: 'issue.create', args }];
}

/** PUT: every field, those left out with what a new issue has. */
export async function replaceSteps(
  issue: Issue,
  { severity, confidential, bug, ...fields }: WholeIssue,
  naming: Naming,
): Promise<readonly Step[]> {
  const changes: IssueChanges = {
    ...fields,
    severity: await severityOr(severity, naming),
    // Nothing is lifted, marked or removed where it is so already: that would ask for more rights.
    ...(confidential === issue.confidential ? {} : { confidential }),
    ...(bug === null && issue.bug === null ? {} : { bug }),
  };
  return editSteps(issue, changes, naming);
}

/**
 * The steps from what an issue is to what it shall be, in an order in which each can be: what takes
 * the details of a bug away comes after what the issue is left with.
 */
export async function editSteps(
  issue: Issue,
  { from: seen = {}, ...to }: IssueChanges,
  naming: Naming,
): Promise<readonly Step[]> {
  const edit = (field: PlainField): readonly Step[] =>
    to[field] === undefined ? [] : [editStep(issue, field, to[field], seen[field])];
  const type = edit('type');
  const bug = bugSteps(issue, to.bug, seen.bug);
  const losesBug = to.bug === null;
  const description = edit('description');
  const steps = [
    ...edit('title'),
    ...(await severitySteps(issue, to.severity, seen.severity, naming)),
    ...edit('priority'),
    ...edit('dueDate'),
    ...edit('confidential'),
    ...edit('resolutionNote'),
    ...(await tagSteps(issue, to.tags, seen.tags, naming)),
    ...(to.type === 'bug' ? type : []),
    ...(losesBug ? [...description, ...bug] : [...bug, ...description]),
    ...(to.type === 'task' ? type : []),
  ];
  // Whoever changes something is judged by that.
  const changes = steps.filter(({ of }) => of !== NOTHING);
  return changes.length > 0 ? changes : steps.slice(0, 1);
}

/** What a step that changes nothing is told apart by. */
const NOTHING = 'nothing';

type PlainField =
  | 'title'
  | 'description'
  | 'type'
  | 'priority'
  | 'dueDate'
  | 'confidential'
  | 'resolutionNote';

function editStep(issue: Issue, field: PlainField | 'severity', to: unknown, seen: unknown): Step {
  const from = seen === undefined ? issue[field] : seen;
  return { name: 'issue.edit', args: { issue: issue.id, field, from, to }, of: field, field };
}

/** Changes nothing, and is refused to whoever may change nothing. */
function touch(issue: Issue): Step {
  return { ...editStep(issue, 'title', issue.title, undefined), of: NOTHING };
}

async function severitySteps(
  issue: Issue,
  to: string | undefined,
  seen: string | undefined,
  naming: Naming,
): Promise<readonly Step[]> {
  if (to === undefined) return [];
  const from = seen === undefined ? undefined : await severityNamed(seen, naming);
  return [editStep(issue, 'severity', await severityNamed(to, naming), from)];
}

/** Tags that were seen and are not wanted go, those that are wanted and were not seen come. */
async function tagSteps(
  issue: Issue,
  to: readonly string[] | undefined,
  seen: SeenValues['tags'],
  naming: Naming,
): Promise<readonly Step[]> {
  if (to === undefined) return [];
  const wanted = await tagsNamed(to, naming);
  const base = seen === undefined ? issue.tags : (await tagsNamed(seen, naming)).known;
  const put = (name: 'issue.tag' | 'issue.untag', tag: string): Step => ({
    name,
    args: { issue: issue.id, tag },
    of: tag,
  });
  const added = wanted.ids.filter((id) => !base.some((tag) => tag === id));
  const removed = base.filter((tag) => !wanted.ids.includes(tag));
  if (added.length + removed.length === 0) return [touch(issue)];
  return [
    ...wanted.steps,
    ...added.map((tag) => put('issue.tag', tag)),
    ...removed.map((tag) => put('issue.untag', tag)),
  ];
}

/** The steps to other bug details; null takes them away. */
export function bugSteps(
  issue: Issue,
  to: IssueChanges['bug'],
  seen?: SeenValues['bug'],
): readonly Step[] {
  if (to === undefined) return [];
  if (to === null) {
    return issue.bug === null
      ? [touch(issue)]
      : [{ name: 'bug.remove', args: { issue: issue.id } }];
  }
  const { bug } = issue;
  if (bug === null || seen === null)
    return [{ name: 'bug.add', args: { issue: issue.id, bug: to } }];
  const fields = Object.keys(to) as (keyof typeof to)[];
  const steps = fields
    .filter((field) => to[field] !== undefined)
    .map((field): Step => {
      const from = seen?.[field] ?? bug[field];
      const args = { issue: issue.id, field, from, to: to[field] };
      return { name: 'bug.edit', args, of: field, field: `bug.${field}` };
    });
  return steps.length === 0 ? [touch(issue)] : steps;
}

async function severityOr(severity: string | undefined, naming: Naming): Promise<string> {
  return severity === undefined ? usualSeverity(naming) : severityNamed(severity, naming);
}

import type { IssueId, ProjectId, SeverityId, TagId, UserId } from '#domain/ids.ts';
import type { BugDetails, Frequency } from '#domain/issue/bug-details.ts';
import type { ExternalRef, Issue } from '#domain/issue/issue.ts';
import { foldCase } from '#domain/text.ts';
import { CATEGORY, dayNumber, dayOf, PRIORITY, RESOLUTION, TYPE } from '../codes.ts';
import {
  ENVIRONMENT_VALUE_LENGTH,
  type IssueEnvironmentTable,
  type IssueTable,
  type IssueTextTable,
} from '../issue-tables.ts';
import type { Numbers } from '../numbers.ts';
import type { Read } from '../tables.ts';
import { flag, stampColumns, stampsOf } from './record-rows.ts';

/** The narrow row. The number of comments is kept by whoever writes comments. */
export function issueColumns(issue: Issue, numbers: Numbers): Omit<IssueTable, 'comment_count'> {
  const project = numbers.of('project', issue.project);
  const severity = numbers.of('severity', issue.severity);
  const reporter = numbers.of('user', issue.reporter);
  const assignee = issue.assignee === null ? null : numbers.of('user', issue.assignee);
  return {
    seq: numbers.seq(issue.id),
    id: issue.id,
    project: project.n,
    project_key: project.key,
    number: issue.number,
    type: TYPE.of[issue.type],
    title: issue.title,
    title_sort: foldCase(issue.title),
    status: numbers.n('state', issue.status),
    category: CATEGORY.of[issue.category],
    severity: severity.n,
    severity_rank: severity.rank,
    priority: PRIORITY.of[issue.priority],
    reporter: reporter.n,
    reporter_name: reporter.username,
    assignee: assignee?.n ?? null,
    assignee_name: assignee?.username ?? null,
    resolution: issue.resolution === null ? null : RESOLUTION.of[issue.resolution],
    duplicate_of: issue.duplicateOf === null ? null : numbers.seq(issue.duplicateOf),
    confidential: flag(issue.confidential),
    due: issue.dueDate === null ? null : dayNumber(issue.dueDate),
    assessed_at: issue.assessedAt,
    resolved_at: issue.resolvedAt,
    closed_at: issue.closedAt,
    has_steps: flag(issue.bug !== null),
    has_tags: flag(issue.tags.length > 0),
    has_environment: flag(issue.bug !== null && Object.keys(issue.bug.environment).length > 0),
    ...stampColumns(issue),
  };
}

/** The long texts, by the issue's number. */
export function issueTextColumns(issue: Issue, numbers: Numbers): IssueTextTable {
  const { bug, external } = issue;
  return {
    issue: numbers.seq(issue.id),
    description: issue.description,
    resolution_note: issue.resolutionNote,
    fixed_in: issue.fixedIn,
    external_source: external?.source ?? null,
    external_id: external?.id ?? null,
    external_url: external?.url ?? null,
    import_mark: issue.importMark === null ? null : JSON.stringify(issue.importMark),
    bug_steps: bug?.stepsToReproduce ?? null,
    bug_expected: bug?.expected ?? null,
    bug_actual: bug?.actual ?? null,
    bug_frequency: bug?.frequency ?? null,
    bug_environment: bug === null ? null : JSON.stringify(bug.environment),
    bug_author: bug === null ? null : numbers.n('user', bug.author),
  };
}

/** The environment as `env:` searches it, each pair once. */
export function environmentColumns(issue: Issue, numbers: Numbers): IssueEnvironmentTable[] {
  if (issue.bug === null) return [];
  const rows = new Map<string, IssueEnvironmentTable>();
  for (const [key, value] of Object.entries(issue.bug.environment)) {
    const row = {
      issue: numbers.seq(issue.id),
      key: foldCase(key),
      value: environmentFold(value),
    };
    rows.set(JSON.stringify([row.key, row.value]), row);
  }
  return [...rows.values()];
}

/** A value as `issue_environment` holds it; a searched text is brought into the same form. */
export function environmentFold(value: string): string {
  return Array.from(foldCase(value)).slice(0, ENVIRONMENT_VALUE_LENGTH).join('');
}

/** What `selectIssues` reads. */
type IssueRead = Awaited<ReturnType<ReturnType<typeof selectIssues>['execute']>>[number];

/** An issue without what stands in tables of its own, and what only an import asks for. */
export type IssueFields = Omit<Issue, 'tags' | 'watchers' | 'importMark'>;

/** Issues with the ids of what they name; add what else is wanted of the joined tables. */
export function selectIssues(db: Read) {
  return db
    .selectFrom('issue')
    .innerJoin('issue_text', 'issue_text.issue', 'issue.seq')
    .innerJoin('project', 'project.n', 'issue.project')
    .innerJoin('state', 'state.n', 'issue.status')
    .innerJoin('severity', 'severity.n', 'issue.severity')
    .innerJoin('user as reporter', 'reporter.n', 'issue.reporter')
    .leftJoin('user as assignee', 'assignee.n', 'issue.assignee')
    .leftJoin('user as bug_author', 'bug_author.n', 'issue_text.bug_author')
    .leftJoin('issue as duplicate', 'duplicate.seq', 'issue.duplicate_of')
    .select([
      'issue.seq',
      'issue.id',
      'issue.number',
      'issue.type',
      'issue.title',
      'issue.category',
      'issue.priority',
      'issue.resolution',
      'issue.confidential',
      'issue.due',
      'issue.assessed_at',
      'issue.resolved_at',
      'issue.closed_at',
      'issue.created_at',
      'issue.updated_at',
      'issue.version',
      'issue_text.description',
      'issue_text.resolution_note',
      'issue_text.fixed_in',
      'issue_text.external_source',
      'issue_text.external_id',
      'issue_text.external_url',
      'issue_text.bug_steps',
      'issue_text.bug_expected',
      'issue_text.bug_actual',
      'issue_text.bug_frequency',
      'issue_text.bug_environment',
      'project.id as project_id',
      'state.name as status_name',
      'severity.id as severity_id',
      'reporter.id as reporter_id',
      'assignee.id as assignee_id',
      'bug_author.id as bug_author_id',
      'duplicate.id as duplicate_id',
    ]);
}

export function issueOf(
  row: IssueRead & Pick<IssueTextTable, 'import_mark'>,
  tags: readonly TagId[],
  watchers: readonly UserId[],
): Issue {
  const importMark =
    row.import_mark === null ? null : (JSON.parse(row.import_mark) as Record<string, string>);
  return { ...issueFieldsOf(row), importMark, tags, watchers };
}

export function issueFieldsOf(row: IssueRead): IssueFields {
  return {
    id: row.id as IssueId,
    project: row.project_id as ProjectId,
    number: row.number,
    type: TYPE.word(row.type),
    title: row.title,
    description: row.description,
    bug: bugOf(row),
    severity: row.severity_id as SeverityId,
    priority: PRIORITY.word(row.priority),
    status: row.status_name,
    category: CATEGORY.word(row.category),
    reporter: row.reporter_id as UserId,
    assignee: row.assignee_id as UserId | null,
    resolution: row.resolution === null ? null : RESOLUTION.word(row.resolution),
    resolutionNote: row.resolution_note,
    fixedIn: row.fixed_in,
    duplicateOf: row.duplicate_id as IssueId | null,
    confidential: row.confidential === 1,
    dueDate: row.due === null ? null : dayOf(row.due),
    assessedAt: row.assessed_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    external: externalOf(row),
    ...stampsOf(row),
  };
}

function bugOf(row: IssueRead): BugDetails | null {
  if (row.bug_steps === null) return null;
  return {
    stepsToReproduce: row.bug_steps,
    expected: row.bug_expected ?? '',
    actual: row.bug_actual ?? '',
    frequency: row.bug_frequency as Frequency,
    environment: JSON.parse(row.bug_environment ?? '{}') as BugDetails['environment'],
    author: row.bug_author_id as UserId,
  };
}

function externalOf(row: IssueRead): ExternalRef | null {
  if (row.external_source === null || row.external_id === null) return null;
  return { source: row.external_source, id: row.external_id, url: row.external_url };
}

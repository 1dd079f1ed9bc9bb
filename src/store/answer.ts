import { sql } from 'kysely';
import type {
  AnswerName,
  Answers,
  CandidateLoad,
  Needs,
  Question,
  RuleWithCandidates,
  TableName,
} from '#domain/state.ts';
import { attachmentsOfComment, partsOfIssue } from './answer-parts.ts';
import { duplicateChain, reachedFrom, relationsBetween } from './answer-relations.ts';
import { among } from './batch.ts';
import { CATEGORY } from './codes.ts';
import type { Dialect } from './dialect.ts';
import type { Found } from './find-rows.ts';
import { type LoadedRows, loadRows } from './load-rows.ts';
import { loadUsers } from './load-tables.ts';
import { ids } from './rows/ids.ts';
import type { Read } from './tables.ts';
import { unreadNotifications } from './unread-notifications.ts';

/** The answer to a question, and the rows that come with it (state.ts says which). */
export interface Answered<A extends AnswerName = AnswerName> {
  readonly answer: Answers[A]['answer'];
  readonly rows: Partial<LoadedRows>;
  /** The assignments of the issues among them. */
  readonly found: readonly Found[];
}

/**
 * Sees to it that what is pending of these tables has been written; of all tables where none are
 * named.
 */
export type Settle = (...tables: readonly TableName[]) => Promise<void>;

/**
 * Answers a question about a set of rows. Lists come in a fixed order, so that every process decides
 * alike: severities by rank, rules by order, issues as they came, everything else by id.
 */
export async function answer(
  db: Read,
  dialect: Dialect,
  question: Question,
  settle: Settle = async () => undefined,
): Promise<Answered> {
  if (question.ask === 'rulesWithCandidates') {
    return bare(await rulesWithCandidates(db, dialect, question.of.project, settle));
  }
  await settle();
  switch (question.ask) {
    case 'activeAdmins':
      return bare(await peopleWithRoles(db, dialect, ['admin']));
    case 'peopleWithRoles':
      return withRows(db, dialect, 'user', await peopleWithRoles(db, dialect, question.of.roles));
    case 'lastChange':
      return bare(await lastChange(db, question.of));
    case 'issueByNumber':
      return bare(await issueByNumber(db, question.of));
    case 'duplicateChain':
      return withRows(db, dialect, 'issue', await duplicateChain(db, question.of.issue));
    case 'relationsBetween':
      return withRows(db, dialect, 'relation', await relationsBetween(db, question.of));
    case 'reachedFrom':
      return bare(await reachedFrom(db, dialect, question.of));
    case 'attachmentsOfComment':
      return withRows(
        db,
        dialect,
        'attachment',
        await attachmentsOfComment(db, question.of.comment),
      );
    case 'issuesWithSeverity':
      return withRows(db, dialect, 'issue', await issuesWithSeverity(db, question.of.severity));
    case 'issuesWithTag':
      return withRows(db, dialect, 'issue', await issuesWithTag(db, question.of.tag));
    case 'issuesInStates':
      return withRows(db, dialect, 'issue', await issuesInStates(db, dialect, question.of));
    case 'issuesOfProject':
      return withRows(db, dialect, 'issue', await issuesOfProject(db, dialect, question.of));
    case 'projectsWithWorkflow':
      return withRows(db, dialect, 'project', await projectsWithWorkflow(db, question.of.workflow));
    case 'severitiesByRank':
      return withRows(db, dialect, 'severity', await severitiesByRank(db));
    case 'unreadNotifications':
      return unreadNotifications(db, dialect, question.of.recipient);
    case 'partsOfIssue': {
      const parts = await partsOfIssue(db, question.of.issue);
      const { rows, found } = await loadRows(db, dialect, {
        rows: {
          issue: parts.duplicates,
          comment: parts.comments,
          assignment: parts.assignments,
          notification: parts.notifications,
          attachment: parts.attachments,
          relation: parts.relations,
        },
      });
      return { answer: parts, rows, found };
    }
  }
}

function bare(given: Answered['answer']): Answered {
  return { answer: given, rows: {}, found: [] };
}

async function withRows(
  db: Read,
  dialect: Dialect,
  table: 'issue' | 'project' | 'severity' | 'user' | 'relation' | 'attachment',
  ids: readonly string[],
): Promise<Answered> {
  if (ids.length === 0) return bare([]);
  const needs: Needs = { rows: { [table]: ids } };
  const { rows, found } = await loadRows(db, dialect, needs);
  return { answer: ids as Answered['answer'], rows, found };
}

type Answer<A extends AnswerName> = Promise<Answers[A]['answer']>;

async function peopleWithRoles(
  db: Read,
  dialect: Dialect,
  roles: readonly string[],
): Answer<'peopleWithRoles'> {
  const rows = await db
    .selectFrom('user')
    .select('id')
    .where('blocked', '=', 0)
    .where(among(dialect, 'role', roles))
    .orderBy('id')
    .execute();
  return ids(rows);
}

async function enabledRules(db: Read, project: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('rule')
    .innerJoin('project', 'project.n', 'rule.project')
    .select('rule.id')
    .where('project.id', '=', project)
    .where('rule.enabled', '=', 1)
    .orderBy('rule.position')
    .orderBy('rule.id')
    .execute();
  return ids(rows);
}

async function rulesWithCandidates(
  db: Read,
  dialect: Dialect,
  project: string,
  settle: Settle,
): Answer<'rulesWithCandidates'> {
  // Asked of every new issue: where there is no rule, what others are assigned makes no difference.
  await settle('rule');
  const order = await enabledRules(db, project);
  if (order.length === 0) return [];
  await settle();
  const { rows } = await loadRows(db, dialect, { rows: { rule: order } });
  const found: RuleWithCandidates[] = [];
  for (const id of order) {
    const rule = rows.rule.find((one) => one.id === id);
    if (rule === undefined) continue;
    const { users, roles } = rule.candidates;
    const byRole = roles.length === 0 ? [] : await peopleWithRoles(db, dialect, roles);
    const named = await loadUsers(db, dialect, [...new Set([...users, ...byRole])]);
    const people = named
      .filter(({ blocked }) => !blocked)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const ids = people.map((person) => person.id);
    found.push({ rule, people, loads: await candidateLoads(db, dialect, ids, id) });
  }
  return found;
}

async function lastChange(
  db: Read,
  { issue, field }: Answers['lastChange']['question'],
): Answer<'lastChange'> {
  const row = await db
    .selectFrom('activity')
    .innerJoin('issue', 'issue.seq', 'activity.issue')
    .innerJoin('user', 'user.n', 'activity.actor')
    .select(['user.id as by', 'activity.at as at'])
    .where('issue.id', '=', issue)
    .where('activity.field', '=', field)
    .where('activity.kind', '!=', 'history')
    .orderBy('activity.at', 'desc')
    .orderBy('activity.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row ?? null) as Answers['lastChange']['answer'];
}

async function issueByNumber(
  db: Read,
  { project, number }: Answers['issueByNumber']['question'],
): Answer<'issueByNumber'> {
  const row = await db
    .selectFrom('issue')
    .innerJoin('project', 'project.key', 'issue.project_key')
    .select('issue.id')
    .where('project.id', '=', project)
    .where('issue.number', '=', number)
    .executeTakeFirst();
  return (row?.id ?? null) as Answers['issueByNumber']['answer'];
}

async function candidateLoads(
  db: Read,
  dialect: Dialect,
  users: readonly string[],
  rule: string,
): Promise<readonly CandidateLoad[]> {
  const people = await db
    .selectFrom('user')
    .select((select) => [
      'user.id',
      select
        .selectFrom('issue')
        .select(
          sql<number | null>`sum((select count(*) from severity) + 1 - severity_rank)`.as('sum'),
        )
        .whereRef('issue.assignee', '=', 'user.n')
        .where('issue.category', '<=', CATEGORY.of.doing)
        .as('workload'),
      select
        .selectFrom('assignment')
        .select((inner) => inner.fn.max<number | null>('assigned_at').as('at'))
        .whereRef('assignment.assignee', '=', 'user.n')
        .as('assigned'),
      select
        .selectFrom('assignment')
        .select((inner) => inner.fn.max<number | null>('assigned_at').as('at'))
        .whereRef('assignment.assignee', '=', 'user.n')
        .where('assignment.rule', '=', rule)
        .as('assigned_by_rule'),
    ])
    .where(among(dialect, 'user.id', users))
    .execute();
  const loads = new Map(people.map((row) => [row.id, row]));
  return users.flatMap((id): CandidateLoad[] => {
    const user = id as CandidateLoad['user'];
    const row = loads.get(user);
    if (row === undefined) return [];
    const { assigned, assigned_by_rule: byRule, workload } = row;
    return [
      { user, workload: workload ?? 0, lastAssignedAt: assigned, lastAssignedByRuleAt: byRule },
    ];
  });
}

async function issuesWithSeverity(db: Read, severity: string): Answer<'issuesWithSeverity'> {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('severity', 'severity.n', 'issue.severity')
    .select('issue.id')
    .where('severity.id', '=', severity)
    .orderBy('issue.seq')
    .execute();
  return ids(rows);
}

async function issuesWithTag(db: Read, tag: string): Answer<'issuesWithTag'> {
  const rows = await db
    .selectFrom('tag')
    .innerJoin('issue_tag', 'issue_tag.tag', 'tag.n')
    .innerJoin('issue', 'issue.seq', 'issue_tag.issue')
    .select('issue.id')
    .where('tag.id', '=', tag)
    .orderBy('issue.seq')
    .execute();
  return ids(rows);
}

async function projectsWithWorkflow(db: Read, workflow: string): Answer<'projectsWithWorkflow'> {
  const rows = await following(db, workflow).select('project.id').orderBy('project.id').execute();
  return ids(rows);
}

/** Projects that name the workflow, or, if it is the workspace's default, none. */
function following(db: Read, workflow: string) {
  return db
    .selectFrom('project')
    .where((where) =>
      where.or([
        where('project.workflow', '=', workflow),
        where.and([
          where('project.workflow', 'is', null),
          where.exists(
            where
              .selectFrom('workspace')
              .select('workspace.id')
              .where('workspace.default_workflow', '=', workflow),
          ),
        ]),
      ]),
    );
}

async function issuesInStates(
  db: Read,
  dialect: Dialect,
  { workflow, states }: Answers['issuesInStates']['question'],
): Answer<'issuesInStates'> {
  const rows = await following(db, workflow)
    .innerJoin('issue', 'issue.project', 'project.n')
    .innerJoin('state', 'state.n', 'issue.status')
    .select('issue.id')
    .where(among(dialect, 'state.name', states))
    .orderBy('issue.seq')
    .execute();
  return ids(rows);
}

async function issuesOfProject(
  db: Read,
  dialect: Dialect,
  { project, states }: Answers['issuesOfProject']['question'],
): Answer<'issuesOfProject'> {
  const rows = await db
    .selectFrom('project')
    .innerJoin('issue', 'issue.project', 'project.n')
    .innerJoin('state', 'state.n', 'issue.status')
    .select('issue.id')
    .where('project.id', '=', project)
    .where(among(dialect, 'state.name', states))
    .orderBy('issue.seq')
    .execute();
  return ids(rows);
}

async function severitiesByRank(db: Read): Answer<'severitiesByRank'> {
  return ids(await db.selectFrom('severity').select('id').orderBy('rank').orderBy('id').execute());
}

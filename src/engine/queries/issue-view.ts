import type { Assignment } from '#domain/assignment/assignment.ts';
import type { UserId } from '#domain/ids.ts';
import { can } from '#domain/permissions.ts';
import type { User } from '#domain/user/user.ts';
import { openMoves } from '#domain/workflow/open-moves.ts';
import type { CallOutput, IssueView } from '#protocol/api.ts';
import { type Result, success } from '#protocol/result.ts';
import type { AssignmentShape, IssueShape, MoveShape } from '#protocol/shapes.ts';
import { loadAssignments, loadRules, loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { type FoundIssue, findIssue, peopleOf, seqOf } from './find-issue.ts';
import { keysOfSeen } from './named-issues.ts';
import { permission, person, time, timeOrNull } from './shape.ts';

/** The whole issue for its own screen: fields, moves, assignments, and what the asker may do. */
export async function issueView(name: string, asker: Asker): Promise<Result<IssueView>> {
  const found = await findIssue(name, asker);
  if (!found.ok) return found;
  const { issue, workflow } = found.value;
  const seq = await seqOf(asker.store.read, issue.id);
  const assignments = await assignmentsOf(seq, asker);
  const people = await peopleNamed(found.value, assignments, asker);
  const state = workflow.states.find(({ name: status }) => status === issue.status);
  return success({
    issue: await issueShape(found.value, seq, people, asker),
    status: {
      name: issue.status,
      label: state?.label ?? issue.status,
      category: issue.category,
    },
    moves: moves(found.value, asker.user),
    assignments: await assignmentShapes(assignments, people, asker),
    watchers: issue.watchers.map((id) => labelOf(people, id)),
    may: permissions(found.value, asker.user),
  });
}

/** What may be done with the issue's state now, for the board's shut columns. */
export async function issueMoves(
  name: string,
  asker: Asker,
): Promise<Result<CallOutput<'issue.moves'>>> {
  const found = await findIssue(name, asker);
  return found.ok ? success({ moves: moves(found.value, asker.user) }) : found;
}

/** The whole issue as programs see it (spec/api.md). */
export async function readIssueShape(name: string, asker: Asker): Promise<Result<IssueShape>> {
  const found = await findIssue(name, asker);
  if (!found.ok) return found;
  const seq = await seqOf(asker.store.read, found.value.issue.id);
  const people = await peopleNamed(found.value, [], asker);
  return success(await issueShape(found.value, seq, people, asker));
}

function moves({ issue, project, workflow }: FoundIssue, actor: User): MoveShape[] {
  return openMoves({ issue, project, workflow, actor }).map((move) => ({
    ...move,
    require: [...move.require],
    missing: [...move.missing],
  }));
}

type People = ReadonlyMap<UserId, User>;

async function issueShape(
  { issue, project, rows }: FoundIssue,
  seq: number,
  people: People,
  asker: Asker,
): Promise<IssueShape> {
  const severity = rows.severity.find(({ id }) => id === issue.severity);
  if (!severity) throw new Error(`The severity of ${project.key}-${issue.number} is gone.`);
  const { comment_count } = await asker.store.read
    .selectFrom('issue')
    .select('comment_count')
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  const { id, level, rank, colour } = severity;
  return {
    id: issue.id,
    key: `${project.key}-${issue.number}`,
    number: issue.number,
    project: { id: project.id, key: project.key, name: project.name },
    type: issue.type,
    title: issue.title,
    description: issue.description,
    severity: { id, level, rank, colour },
    priority: issue.priority,
    status: issue.status,
    reporter: labelOf(people, issue.reporter),
    assignee: issue.assignee === null ? null : labelOf(people, issue.assignee),
    resolution: issue.resolution,
    resolutionNote: issue.resolutionNote,
    fixedIn: issue.fixedIn,
    duplicateOf: await duplicateShape(issue.duplicateOf, asker),
    tags: issue.tags.flatMap((tag) => {
      const row = rows.tag.find((candidate) => candidate.id === tag);
      return row ? [{ id: row.id, name: row.name, colour: row.colour }] : [];
    }),
    bug:
      issue.bug === null
        ? null
        : {
            ...issue.bug,
            environment: { ...issue.bug.environment },
            author: labelOf(people, issue.bug.author),
          },
    confidential: issue.confidential,
    watching: issue.watchers.includes(asker.user.id),
    commentCount: comment_count,
    dueDate: issue.dueDate,
    assessedAt: timeOrNull(issue.assessedAt),
    external: issue.external,
    createdAt: time(issue.createdAt),
    updatedAt: time(issue.updatedAt),
    resolvedAt: timeOrNull(issue.resolvedAt),
    closedAt: timeOrNull(issue.closedAt),
    version: issue.version,
  };
}

/** The original is named only to those who see it (spec: Confidential). */
async function duplicateShape(id: string | null, asker: Asker) {
  const key = id === null ? undefined : (await keysOfSeen([id], asker)).get(id);
  return id === null || key === undefined ? null : { id, key };
}

async function assignmentsOf(seq: number, { store }: Asker): Promise<readonly Assignment[]> {
  const ids = await store.read
    .selectFrom('assignment')
    .select('id')
    .where('issue', '=', seq)
    .orderBy('assigned_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const rows = await loadAssignments(
    store.read,
    store.dialect,
    ids.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

async function assignmentShapes(
  assignments: readonly Assignment[],
  people: People,
  { store }: Asker,
): Promise<AssignmentShape[]> {
  const ids = assignments.flatMap(({ rule }) => rule ?? []);
  const rules = ids.length === 0 ? [] : await loadRules(store.read, store.dialect, ids);
  return assignments.map((row) => {
    const rule = rules.find(({ id }) => id === row.rule);
    return {
      id: row.id,
      issue: row.issue,
      assignee: labelOf(people, row.assignee),
      assignedBy: labelOf(people, row.assignedBy),
      assignedAt: time(row.assignedAt),
      status: row.status,
      endedAt: timeOrNull(row.endedAt),
      rule: rule ? { id: rule.id, name: rule.name } : null,
    };
  });
}

async function peopleNamed(
  { issue }: FoundIssue,
  assignments: readonly Assignment[],
  { store }: Asker,
): Promise<People> {
  const ids = new Set<UserId>([issue.reporter, ...issue.watchers]);
  if (issue.assignee) ids.add(issue.assignee);
  if (issue.bug) ids.add(issue.bug.author);
  for (const { assignee, assignedBy } of assignments) ids.add(assignee).add(assignedBy);
  return peopleOf(await loadUsers(store.read, store.dialect, [...ids]));
}

function labelOf(people: People, id: UserId) {
  const row = people.get(id);
  if (!row) throw new Error(`A person that an issue names is gone: ${id}`);
  return person(row);
}

function permissions({ issue, project, workflow }: FoundIssue, actor: User): IssueView['may'] {
  const on = { issue, project, workflow };
  const bug = { issue, project, author: issue.bug?.author ?? null };
  return {
    edit: permission(can(actor, 'issue.edit', on)),
    assign: permission(can(actor, 'issue.assign', on)),
    take: permission(can(actor, 'issue.assign', { ...on, to: actor.id })),
    unassign: permission(can(actor, 'issue.assign', { ...on, to: null })),
    comment: permission(can(actor, 'issue.comment', on)),
    delete: permission(can(actor, 'issue.delete', on)),
    removeBug: permission(can(actor, 'bug.remove', bug)),
    mark: permission(can(actor, 'issue.mark-confidential', on)),
    lift: permission(can(actor, 'issue.lift-confidential', on)),
    createTag: permission(can(actor, 'tag.create', {})),
    writeNote: permission(can(actor, 'issue.write-note', on)),
  };
}

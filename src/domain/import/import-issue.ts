import { newestAssignment } from '../assignment/assign.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { type Context, defineCommand } from '../command.ts';
import type { Comment } from '../comment/comment.ts';
import { accept, type Decision, type Rejected } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { endingOf } from '../issue/ending.ts';
import type { Issue } from '../issue/issue.ts';
import { workflowOf } from '../issue/seen-issue.ts';
import { can, isMember, seesIssue, seesProject } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { forbidden, invalid, notFound, valueTaken } from '../refusals.ts';
import type { ReadState, RowChange } from '../state.ts';
import type { Category } from '../workflow/workflow.ts';
import { applyImport, compareImport } from './compare-import.ts';
import { existingIssue, externalLookup } from './existing-issue.ts';
import { markAll } from './import-mark.ts';
import { type ImportRow, importArgs } from './import-row.ts';
import { makeRecords, makesLookups, makesRows } from './make-records.ts';
import { settleAssignments } from './settle-assignments.ts';
import { withRows } from './with-rows.ts';

/**
 * One row of an import (spec: Import), made for history: it alone sets dates, reporter, status,
 * number and an empty description; no rule runs and nobody is notified. What it names and nobody
 * knew is made with it.
 */
export const importIssue = defineCommand({
  name: 'issue.import',
  schema: importArgs,
  needs: ({ row, makes }) => {
    const made = makes === null ? {} : makesRows(makes);
    const lookups = makes === null ? [] : makesLookups(makes);
    if (row === null) return { rows: made, lookups };
    return {
      rows: {
        ...made,
        issue: row.duplicateOf === null ? [row.id] : [row.id, row.duplicateOf],
        project: [row.project],
        severity: [row.severity],
        tag: row.tags,
        user: peopleOf(row),
      },
      lookups: [...lookups, ...externalLookup(row)],
    };
  },
  asks: ({ row }, state) => {
    if (row === null) return [];
    const existing = existingIssue(row, state);
    const numbers = existing === undefined ? numberQuestions(row, state) : [];
    return [...linkQuestions(row, existing), ...numbers];
  },
  decide: ({ row, makes }, state, context) => {
    let events: readonly DomainEvent[] = [];
    let known = state;
    if (makes !== null) {
      const made = makeRecords(makes, state, context);
      if (!made.ok) return made;
      events = made.events;
      known = withRows(state, events.flatMap(rowsOf));
    }
    if (row === null) return accept(...events);
    const decision = decideRow(row, known, context);
    return decision.ok ? accept(...events, ...decision.events) : decision;
  },
});

function rowsOf(event: DomainEvent): readonly RowChange[] {
  if (event.type !== 'record.created') return [];
  return [{ table: event.table, id: event.row.id, row: event.row } as RowChange];
}

function decideRow(row: ImportRow, state: ReadState, context: Context): Decision {
  const { actor } = context;
  const existing = existingIssue(row, state);
  const project = state.get('project', existing?.project ?? row.project);
  if (project === undefined || !seesProject(actor, project)) return notFound('project');
  if (existing !== undefined && !seesIssue(actor, project, existing)) return notFound('issue');
  const permission = can(actor, 'issue.import', { project });
  if (!permission.ok) return forbidden(permission);
  const category = categoryIn(row.status, project, state);
  const refused = refuseRow(row, category, project, existing, state, context);
  if (refused !== null || category === undefined) return refused ?? notFound('state');
  return existing === undefined
    ? create(row, category, project, state, context)
    : update(existing, row, category, state, context);
}

function create(
  row: ImportRow,
  category: Category,
  project: Project,
  state: ReadState,
  context: Context,
): Decision {
  const taken = row.number < project.nextNumber && numberQuestions(row, state).some(isTaken(state));
  if (taken) return valueTaken('number', `The number ${row.number}`);
  const { comments, assignments, history, ...fields } = row;
  const issue: Issue = { ...fields, category, importMark: markAll(row), version: 0 };
  return accept({
    type: 'issue.imported',
    isNew: true,
    issue,
    comments: comments.map((comment) => commentOf(comment, row)),
    assignments: settleAssignments(
      issue,
      assignments.map((turn) => turnOf(turn, issue)),
      context,
    ),
    history: history.map(({ by, ...change }) => ({ ...change, issue: issue.id, actor: by })),
  });
}

function update(
  existing: Issue,
  row: ImportRow,
  category: Category,
  state: ReadState,
  context: Context,
): Decision {
  const compared = compareImport(existing, row);
  const comments = row.comments.slice(compared.comments);
  const history = row.history.slice(compared.history);
  if (compared.updated.length + comments.length + history.length === 0) return accept();
  const applied = applyImport(existing, row, compared);
  const written = compared.updated.includes('status');
  const told = markAll(row);
  const mark: Record<string, string> = { ...existing.importMark };
  for (const field of [...compared.updated, 'comments', 'history']) mark[field] = told[field] ?? '';
  const issue: Issue = {
    ...applied,
    category: written ? category : existing.category,
    importMark: mark,
    updatedAt: Math.max(row.updatedAt, existing.updatedAt),
  };
  const newest = newestAssignment(existing, state);
  return accept({
    type: 'issue.imported',
    isNew: false,
    issue,
    comments: comments.map((comment) => commentOf(comment, existing)),
    assignments: settleAssignments(issue, newest === undefined ? [] : [newest], context).filter(
      (turn) => turn !== newest,
    ),
    history: history.map(({ by, ...change }) => ({ ...change, issue: existing.id, actor: by })),
  });
}

/** Whether the number is somebody's is asked only below the next one, where it can be. */
function numberQuestions(row: ImportRow, state: ReadState) {
  const project = state.get('project', row.project);
  if (project === undefined || row.number >= project.nextNumber) return [];
  const of = { project: row.project, number: row.number };
  return [{ ask: 'issueByNumber', of } as const];
}

/** A link that stands already leads in no circle. */
function linkQuestions({ duplicateOf }: ImportRow, existing: Issue | undefined) {
  if (duplicateOf === null || existing?.duplicateOf === duplicateOf) return [];
  return [{ ask: 'duplicateChain', of: { issue: duplicateOf } } as const];
}

function isTaken(state: ReadState) {
  return ({ ask, of }: ReturnType<typeof numberQuestions>[number]) =>
    state.answer(ask, of) !== null;
}

function categoryIn(status: string, project: Project, state: ReadState): Category | undefined {
  return workflowOf(state, project).states.find(({ name }) => name === status)?.category;
}

/** What the rules forbid even to an import; null: nothing. */
function refuseRow(
  row: ImportRow,
  category: Category | undefined,
  project: Project,
  existing: Issue | undefined,
  state: ReadState,
  { actor }: Context,
): Rejected | null {
  if (category === undefined) {
    return invalid('row.status', `${project.name} has no state “${row.status}”.`);
  }
  if (row.type === 'task' && row.bug !== null) {
    return invalid('row.bug', 'Only a bug has bug details.');
  }
  if (state.get('severity', row.severity) === undefined) {
    return invalid('row.severity', 'There is no such severity.');
  }
  if (row.tags.some((tag) => state.get('tag', tag) === undefined)) {
    return invalid('row.tags', 'There is no such tag.');
  }
  if (peopleOf(row).some((person) => state.get('user', person) === undefined)) {
    return invalid('row', 'A person of this row does not exist.');
  }
  const open = category === 'todo' || category === 'doing';
  const assignee = row.assignee === null ? undefined : state.get('user', row.assignee);
  const stays = existing !== undefined && existing.assignee === row.assignee;
  if (
    (open || existing !== undefined) &&
    !stays &&
    assignee !== undefined &&
    !isMember(assignee, project)
  ) {
    return invalid('row.assignee', `${assignee.name} is blocked or does not see the project.`);
  }
  const { resolutionNote: note, ...ending } = endingOf({
    ...row,
    category,
    importMark: null,
    version: 0,
  });
  if (
    open &&
    (Object.values(ending).some((value) => value !== null) ||
      (note !== null && category === 'todo'))
  ) {
    return invalid('row.resolution', 'An issue that is not done has no resolution.');
  }
  if (!open && (row.resolution === null || row.resolvedAt === null)) {
    return invalid('row.resolution', 'What is done has a resolution and its time.');
  }
  if ((category === 'closed') !== (row.closedAt !== null)) {
    return invalid('row.closedAt', 'What is closed, and that alone, has the time of closing.');
  }
  return refuseLink(row, existing, state, actor);
}

function refuseLink(
  row: ImportRow,
  existing: Issue | undefined,
  state: ReadState,
  actor: Context['actor'],
): Rejected | null {
  const [question] = linkQuestions(row, existing);
  if (row.duplicateOf === null || question === undefined) return null;
  const original = state.get('issue', row.duplicateOf);
  const place = original && state.get('project', original.project);
  if (original === undefined || place === undefined || !seesIssue(actor, place, original)) {
    return invalid('row.duplicateOf', 'There is no such issue, or you do not see it.');
  }
  const chain = state.answer(question.ask, question.of);
  if (row.resolution !== 'duplicate' || chain.includes(existing?.id ?? row.id)) {
    return invalid('row.duplicateOf', 'This row cannot be a duplicate of that issue.');
  }
  return null;
}

function peopleOf(row: ImportRow): readonly ImportRow['reporter'][] {
  const people = new Set([row.reporter, ...row.watchers]);
  if (row.assignee !== null) people.add(row.assignee);
  if (row.bug !== null) people.add(row.bug.author);
  for (const { author } of row.comments) people.add(author);
  for (const { assignee, assignedBy } of row.assignments) people.add(assignee).add(assignedBy);
  for (const { by } of row.history) people.add(by);
  return [...people];
}

function commentOf(comment: ImportRow['comments'][number], issue: { id: Issue['id'] }): Comment {
  return {
    ...comment,
    issue: issue.id,
    updatedAt: comment.editedAt ?? comment.createdAt,
    version: 0,
  };
}

function turnOf(turn: ImportRow['assignments'][number], issue: Issue): Assignment {
  const { assignedAt, endedAt } = turn;
  const stamps = { createdAt: assignedAt, updatedAt: endedAt ?? assignedAt, version: 0 };
  return { ...turn, issue: issue.id, rule: null, ...stamps };
}

import { newestAssignment } from '../assignment/assign.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { type Context, defineCommand } from '../command.ts';
import type { Comment } from '../comment/comment.ts';
import { accept, type Decision } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import type { Issue } from '../issue/issue.ts';
import { workflowOf } from '../issue/seen-issue.ts';
import { can, seesIssue, seesProject } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { forbidden, notFound, valueTaken } from '../refusals.ts';
import type { ReadState, RowChange } from '../state.ts';
import type { Category } from '../workflow/workflow.ts';
import { applyImport, compareImport } from './compare-import.ts';
import { existingIssue, externalLookup } from './existing-issue.ts';
import { markAll } from './import-mark.ts';
import { type ImportRow, importArgs, type Makes } from './import-row.ts';
import { makeRecords, makesLookups, makesRows } from './make-records.ts';
import { linkQuestions, peopleOf, refuseRow } from './refuse-row.ts';
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
    const made = makesRows(makes ?? NOTHING_MADE);
    const lookups = makesLookups(makes ?? NOTHING_MADE);
    if (row === null) return { rows: made, lookups };
    return {
      rows: {
        workflow: made.workflow,
        issue: row.duplicateOf === null ? [row.id] : [row.id, row.duplicateOf],
        project: [row.project, ...made.project],
        severity: [row.severity, ...made.severity],
        tag: [...row.tags, ...made.tag],
        user: [...peopleOf(row), ...made.user],
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

const NOTHING_MADE: Makes = { projects: [], people: [], tags: [], severities: [] };

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

function isTaken(state: ReadState) {
  return ({ ask, of }: ReturnType<typeof numberQuestions>[number]) =>
    state.answer(ask, of) !== null;
}

function categoryIn(status: string, project: Project, state: ReadState): Category | undefined {
  return workflowOf(state, project).states.find(({ name }) => name === status)?.category;
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

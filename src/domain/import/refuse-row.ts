import type { Context } from '../command.ts';
import type { Rejected } from '../decision.ts';
import { endingOf } from '../issue/ending.ts';
import type { Issue } from '../issue/issue.ts';
import { isMember, seesIssue } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { invalid } from '../refusals.ts';
import type { ReadState } from '../state.ts';
import type { Category } from '../workflow/workflow.ts';
import type { ImportRow } from './import-row.ts';

/** What the rules forbid even to an import; null: nothing. */
export function refuseRow(
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

/** Everyone whom the row names. */
export function peopleOf(row: ImportRow): readonly ImportRow['reporter'][] {
  const people = new Set([row.reporter, ...row.watchers]);
  if (row.assignee !== null) people.add(row.assignee);
  if (row.bug !== null) people.add(row.bug.author);
  for (const { author } of row.comments) people.add(author);
  for (const { assignee, assignedBy } of row.assignments) people.add(assignee).add(assignedBy);
  for (const { by } of row.history) people.add(by);
  return [...people];
}

/** What `refuseRow` asks. A link that stands already leads in no circle. */
export function linkQuestions({ duplicateOf }: ImportRow, existing: Issue | undefined) {
  if (duplicateOf === null || existing?.duplicateOf === duplicateOf) return [];
  return [{ ask: 'duplicateChain', of: { issue: duplicateOf } } as const];
}

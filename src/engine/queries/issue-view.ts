import { can } from '#domain/permissions.ts';
import type { User } from '#domain/user/user.ts';
import { openMoves } from '#domain/workflow/open-moves.ts';
import type { CallOutput, IssueView } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { MoveShape } from '#protocol/shapes.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { assignmentsAt } from './assignments.ts';
import { type FoundIssue, findIssue, peopleOf, seqOf, unknownIssue } from './find-issue.ts';
import { readIssueShapes } from './issue-shapes.ts';
import { permission, person } from './shape.ts';

/** The whole issue for its own screen: fields, moves, assignments, and what the asker may do. */
export async function issueView(name: string, asker: Asker): Promise<Result<IssueView>> {
  const found = await findIssue(name, asker);
  if (!found.ok) return found;
  const { issue, workflow } = found.value;
  const [shape] = await readIssueShapes([issue.id], asker);
  if (!shape) return failure(unknownIssue(name));
  const people = peopleOf(await loadUsers(asker.store.read, asker.store.dialect, issue.watchers));
  const state = workflow.states.find(({ name: status }) => status === issue.status);
  return success({
    issue: shape,
    status: {
      name: issue.status,
      label: state?.label ?? issue.status,
      category: issue.category,
    },
    moves: moves(found.value, asker.user),
    assignments: [...(await assignmentsAt(await seqOf(asker.store.read, issue.id), asker))],
    watchers: issue.watchers.flatMap((id) => {
      const watcher = people.get(id);
      return watcher ? [person(watcher)] : [];
    }),
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

function moves({ issue, project, workflow }: FoundIssue, actor: User): MoveShape[] {
  return openMoves({ issue, project, workflow, actor }).map((move) => ({
    ...move,
    require: [...move.require],
    missing: [...move.missing],
  }));
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

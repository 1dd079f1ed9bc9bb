import type { Assignment } from '../assignment/assignment.ts';
import { completed, openingStatus, turnAssignment } from '../assignment/turn-assignment.ts';
import type { Context } from '../command.ts';
import { type AssignmentId, deriveId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';

/**
 * Makes the turns of a row, oldest first, agree with its assignee and category: all but the last
 * are completed, the last is the assignee's and has the status that the category gives it. One is
 * added where the assignee has none.
 */
export function settleAssignments(
  issue: Issue,
  turns: readonly Assignment[],
  { actor, command, now }: Context,
): readonly Assignment[] {
  const end = (turn: Assignment) =>
    turn.status === 'completed' ? turn : completed(turn, issue.resolvedAt ?? issue.updatedAt);
  const last = turns.at(-1);
  const { category, assignee } = issue;
  if (assignee === null || last?.assignee !== assignee) {
    const ended = turns.map(end);
    return assignee === null ? ended : [...ended, opened()];
  }
  const at = issue.resolvedAt ?? issue.updatedAt;
  const turned = turnAssignment(last, { category, assignee, now: at });
  return [...turns.slice(0, -1).map(end), turned ?? last];

  function opened(): Assignment {
    const over = category === 'done' || category === 'closed';
    const assignedAt = turns.length === 0 ? issue.createdAt : now;
    const stamps = { createdAt: assignedAt, updatedAt: now, version: 0 };
    return {
      id: deriveId<AssignmentId>(command, 0),
      issue: issue.id,
      assignee: assignee ?? issue.reporter,
      assignedBy: actor.id,
      assignedAt,
      status: over ? 'completed' : openingStatus(category),
      endedAt: over ? (issue.resolvedAt ?? now) : null,
      rule: null,
      ...stamps,
    };
  }
}

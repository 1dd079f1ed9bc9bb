import type { Context } from '../command.ts';
import type { DomainEvent } from '../event.ts';
import { type AssignmentId, deriveId, type RuleId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';
import { bornAt } from '../record-edit.ts';
import type { ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import type { Assignment } from './assignment.ts';
import { completed, openingStatus } from './turn-assignment.ts';

/** Which of the things that one command derives ids for is the assignment. */
const ASSIGNMENT_ORDINAL = 0;

interface Assigning {
  readonly issue: Issue;
  readonly assignee: User;
  /** The rule that chose, and why; absent when a person did. */
  readonly by?: { readonly rule: RuleId; readonly reason: string };
}

/**
 * Gives the issue to somebody it does not belong to yet: the old assignment ends, a new one opens,
 * and the assignee watches. The issue is not closed.
 */
export function assign(
  { issue, assignee, by }: Assigning,
  state: ReadState,
  { actor, now, command }: Context,
): readonly DomainEvent[] {
  if (issue.category === 'closed') throw new Error('In closed nothing is assigned.');
  const assignment: Assignment = {
    id: deriveId<AssignmentId>(command, ASSIGNMENT_ORDINAL),
    issue: issue.id,
    assignee: assignee.id,
    assignedBy: actor.id,
    assignedAt: now,
    status: openingStatus(issue.category),
    endedAt: null,
    rule: by?.rule ?? null,
    ...bornAt(now),
  };
  const watched = { type: 'issue.watched', issue: issue.id, user: assignee.id } as const;
  return [
    ...endOpenAssignment(issue, state, now),
    {
      type: 'issue.assigned',
      issue: issue.id,
      assignment,
      from: issue.assignee,
      reason: by?.reason ?? null,
      shown: { from: usernameOf(issue, state), to: assignee.username },
    },
    ...(issue.watchers.includes(assignee.id) ? [] : [watched]),
  ];
}

/** Takes the issue away from its assignee. */
export function unassign(issue: Issue, state: ReadState, now: number): readonly DomainEvent[] {
  if (issue.assignee === null) return [];
  return [
    ...endOpenAssignment(issue, state, now),
    {
      type: 'issue.unassigned',
      issue: issue.id,
      from: issue.assignee,
      shown: { from: usernameOf(issue, state) ?? '' },
    },
  ];
}

/** The assignment that is not completed, else the newest one. */
export function newestAssignment(
  issue: Pick<Issue, 'id'>,
  state: ReadState,
): Assignment | undefined {
  const id = state.find({ find: 'assignment', by: 'issue', value: issue.id });
  return id === undefined ? undefined : state.get('assignment', id);
}

function endOpenAssignment(issue: Issue, state: ReadState, now: number): readonly DomainEvent[] {
  // A new issue was never assigned, and nothing about it is loaded.
  const newest = issue.assignee === null ? undefined : newestAssignment(issue, state);
  if (newest === undefined || newest.status === 'completed') return [];
  return [{ type: 'assignment.changed', assignment: completed(newest, now) }];
}

function usernameOf(issue: Issue, state: ReadState): string | null {
  if (issue.assignee === null) return null;
  return state.get('user', issue.assignee)?.username ?? null;
}

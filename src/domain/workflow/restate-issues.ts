import { z } from 'zod';
import type { Assignment } from '../assignment/assignment.ts';
import { type Decision, reject } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import type { Instant, IssueId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';
import { seesIssue } from '../permissions.ts';
import { rejection } from '../rejection.ts';
import type { ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import { type Category, type State, stateName, type Workflow } from './workflow.ts';

/** `{ [removed state]: state of the new workflow }`: where issues go that stand in a removed state. */
export const stateMoves = z.record(stateName, stateName);
export type StateMoves = Readonly<z.infer<typeof stateMoves>>;

type States = Pick<Workflow, 'states'>;

/** States of `before` that `next` does not have, or has in another category. */
export function changedStates(before: States, next: States): readonly string[] {
  return before.states
    .filter(({ name, category }) => findState(next, name)?.category !== category)
    .map(({ name }) => name);
}

interface Restating {
  /** Issues in changed states. */
  readonly issues: readonly IssueId[];
  readonly next: States;
  readonly moves: StateMoves;
  readonly state: ReadState;
  readonly now: Instant;
  readonly actor: User;
}

/**
 * Moves live issues into the states of a changed workflow, those of archived projects too: an issue
 * must stand in a state that exists. CONFLICT names the removed states that have issues and no
 * answer, each with the count that the actor sees.
 */
export function restateIssues({ issues, next, moves, state, now, actor }: Restating): Decision {
  const events: DomainEvent[] = [];
  const unanswered = new Map<string, number>();
  for (const id of issues) {
    const issue = state.get('issue', id);
    if (issue === undefined) throw new Error(`The issue ${id} was named and not loaded.`);
    const target = findState(next, issue.status) ?? findState(next, moves[issue.status]);
    if (target === undefined) {
      const project = state.get('project', issue.project);
      const seen = project !== undefined && seesIssue(actor, project, issue);
      unanswered.set(issue.status, (unanswered.get(issue.status) ?? 0) + (seen ? 1 : 0));
      continue;
    }
    events.push(restated(issue, target, now));
    const assignment = newestAssignment(id, state);
    const status = assignment && statusIn(target.category, assignment, issue);
    if (assignment && status && status !== assignment.status) {
      events.push({ type: 'assignment.changed', assignment: turned(assignment, status, now) });
    }
  }
  if (unanswered.size === 0) return { ok: true, events };
  const names = [...unanswered.keys()].toSorted();
  const message = `Issues stand in ${names.join(', ')}. Say to which state of the new workflow each goes.`;
  const details = names.map((name) => ({ state: name, issues: unanswered.get(name) ?? 0 }));
  return reject(rejection('CONFLICT', message, { field: 'moves', details }));
}

function findState({ states }: States, name: string | undefined): State | undefined {
  return states.find((state) => state.name === name);
}

function restated(issue: Issue, { name, category }: State, now: Instant): DomainEvent {
  const from = issue.status;
  const { resolution, resolutionNote, fixedIn, duplicateOf, resolvedAt, closedAt } = issue;
  const kept = { resolutionNote, fixedIn, duplicateOf };
  const before = { resolution, resolvedAt, closedAt, ...kept };
  const event = {
    type: 'issue.transitioned',
    issue: issue.id,
    from,
    to: name,
    category,
    before,
  } as const;
  switch (category) {
    case 'todo':
    case 'doing': {
      const still = issue.category === category;
      const open = { resolution: null, resolvedAt: null, closedAt: null };
      const cleared = { resolutionNote: null, fixedIn: null, duplicateOf: null };
      return { ...event, after: { ...open, ...(still ? kept : cleared) } };
    }
    case 'done': {
      const done = { resolution: resolution ?? 'fixed', resolvedAt: resolvedAt ?? now } as const;
      return { ...event, after: { ...kept, ...done, closedAt: null } };
    }
    case 'closed': {
      const done = { resolution: resolution ?? 'fixed', resolvedAt: resolvedAt ?? now } as const;
      return { ...event, after: { ...kept, ...done, closedAt: closedAt ?? now } };
    }
  }
}

function newestAssignment(issue: IssueId, state: ReadState): Assignment | undefined {
  const id = state.find({ find: 'assignment', by: 'issue', value: issue });
  return id === undefined ? undefined : state.get('assignment', id);
}

/** What the category makes of the assignee's assignment (spec: Assignments). */
function statusIn(
  category: Category,
  assignment: Assignment,
  issue: Issue,
): Assignment['status'] | undefined {
  if (issue.assignee !== assignment.assignee) return undefined;
  switch (category) {
    case 'todo':
      return 'pending';
    case 'doing':
      return 'in_progress';
    default:
      return 'completed';
  }
}

function turned(assignment: Assignment, status: Assignment['status'], now: Instant): Assignment {
  const endedAt = status === 'completed' ? now : null;
  return { ...assignment, status, endedAt, updatedAt: now };
}

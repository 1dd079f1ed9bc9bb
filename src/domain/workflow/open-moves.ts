import type { Issue } from '../issue/issue.ts';
import { can } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import type { User } from '../user/user.ts';
import { isNamed } from './allow.ts';
import { forbiddenReason, missingGuards, missingReason } from './judge-transition.ts';
import { noMoveReason } from './no-move.ts';
import type { Category, Guard, State, Workflow } from './workflow.ts';

/** One way, open or shut, from an issue's present state to another state of its workflow. */
export interface Move {
  readonly to: string;
  readonly label: string;
  /** The verb on the button; the state's label where the workflow has no such move. */
  readonly name: string;
  readonly category: Category;
  /** Whether it can be started; what `missing` names is then asked for in place. */
  readonly open: boolean;
  /** Why it is shut and what would mend it; null when open. */
  readonly reason: string | null;
  readonly require: readonly Guard[];
  /** Guards that do not hold as the issue stands, before the move brings anything. */
  readonly missing: readonly Guard[];
}

export interface MoveQuestion {
  readonly issue: Issue;
  readonly project: Project;
  /** The workflow that the project follows. */
  readonly workflow: Workflow;
  readonly actor: User;
}

/**
 * Every other state of the workflow, in its order, with the same judgement that a transition meets.
 * A move that lacks a note or a resolution is open: the move brings them. One that lacks an
 * assignee is open to those who may assign the issue, since they can mend it in place.
 */
export function openMoves(question: MoveQuestion): readonly Move[] {
  const { issue, workflow } = question;
  return workflow.states
    .filter(({ name }) => name !== issue.status)
    .map((state) => moveTo(state, question));
}

function moveTo(state: State, { issue, project, workflow, actor }: MoveQuestion): Move {
  const transition = workflow.transitions.find(
    ({ from, to }) => from === issue.status && to === state.name,
  );
  const missing = transition === undefined ? [] : missingGuards(transition, issue, {});
  const move = {
    to: state.name,
    label: state.label,
    name: transition?.name ?? state.label,
    category: state.category,
    require: transition?.require ?? [],
    missing,
  };
  const shut = (reason: string): Move => ({ ...move, open: false, reason });

  const writable = can(actor, 'issue.move', { project, issue });
  if (!writable.ok) return shut(writable.reason);
  if (transition === undefined) return shut(noMoveReason(workflow, issue.status, state.name));
  if (!transition.allow.some((word) => isNamed(word, actor, issue))) {
    return shut(forbiddenReason(transition, issue));
  }
  if (missing.includes('assignee')) {
    const assign = can(actor, 'issue.assign', { project, workflow, issue });
    const take = can(actor, 'issue.assign', { project, workflow, issue, to: actor.id });
    if (!assign.ok && !take.ok) {
      return shut(`${missingReason(transition, ['assignee'])} ${assign.reason}`);
    }
  }
  return { ...move, open: true, reason: null };
}

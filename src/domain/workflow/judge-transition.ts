import type { Issue, Resolution } from '../issue/issue.ts';
import { type Rejection, rejection } from '../rejection.ts';
import { isBlank } from '../text.ts';
import type { User } from '../user/user.ts';
import { isNamed, onlySentence } from './allow.ts';
import { labelOf, noMoveReason } from './no-move.ts';
import type { Guard, State, Transition, Workflow } from './workflow.ts';

/** What a transition command brings along, as far as guards ask for it. */
export interface Brought {
  readonly resolution?: Resolution | null | undefined;
  readonly resolutionNote?: string | null | undefined;
}

export interface TransitionWish {
  readonly issue: Issue;
  readonly workflow: Workflow;
  readonly actor: User;
  /** Where the actor saw the issue; over REST the present state unless told. */
  readonly from: string;
  readonly to: string;
  readonly brought: Brought;
}

/**
 * - `moves`: the transition is open; `state` is the one it enters.
 * - `already`: somebody else moved it there; accepted without effect, a note becomes a comment.
 * - `refused`: INVALID_TRANSITION, TRANSITION_FORBIDDEN or GUARD_FAILED (`details.missing`).
 */
export type Judgement =
  | { readonly outcome: 'moves'; readonly transition: Transition; readonly state: State }
  | { readonly outcome: 'already' }
  | { readonly outcome: 'refused'; readonly rejection: Rejection };

/**
 * The four steps of spec/domain.md, "The state machine", in their order. Visibility and archiving
 * (`can(actor, 'issue.move', …)`) have been asked before.
 */
export function judgeTransition(wish: TransitionWish): Judgement {
  const { issue, workflow, actor, from, to } = wish;
  if (issue.status === to && from !== to) return { outcome: 'already' };
  const present = issue.status;
  const transition = workflow.transitions.find((one) => one.from === present && one.to === to);
  const state = workflow.states.find(({ name }) => name === to);
  if (from !== present) {
    return refused(
      'INVALID_TRANSITION',
      `The issue is no longer in ${labelOf(workflow, from)}: it stands in ${labelOf(workflow, present)} now. Look at it again and choose a move from there.`,
      { status: present },
    );
  }
  if (transition === undefined || state === undefined) {
    return refused('INVALID_TRANSITION', noMoveReason(workflow, present, to), { status: present });
  }
  if (!transition.allow.some((word) => isNamed(word, actor, issue))) {
    return refused('TRANSITION_FORBIDDEN', forbiddenReason(transition, issue));
  }
  const missing = missingGuards(transition, issue, wish.brought);
  if (missing.length > 0) {
    return refused('GUARD_FAILED', missingReason(transition, missing), { missing });
  }
  return { outcome: 'moves', transition, state };
}

/** The guards of the transition that do not hold, in the order in which it names them. */
export function missingGuards(
  transition: Transition,
  issue: Issue,
  brought: Brought,
): readonly Guard[] {
  return transition.require.filter((guard) => !holds(guard, issue, brought));
}

function holds(guard: Guard, issue: Issue, { resolution, resolutionNote }: Brought): boolean {
  switch (guard) {
    case 'assignee':
      return issue.assignee !== null;
    case 'resolutionNote':
      return !isBlank(resolutionNote ?? '') || !isBlank(issue.resolutionNote ?? '');
    case 'notFixed':
      return resolution !== undefined && resolution !== null && resolution !== 'fixed';
  }
}

/** Who may, and what would mend it where the issue merely has nobody. */
export function forbiddenReason(transition: Transition, issue: Issue): string {
  const only = onlySentence(transition.allow, verbOf(transition));
  const mend = issue.assignee === null && transition.allow.includes('assignee');
  return mend ? `${only} Nobody is assigned yet: assign it first.` : only;
}

const MENDS: Readonly<Record<Guard, string>> = {
  assignee: 'Assign it to somebody first.',
  resolutionNote: 'Write a resolution note.',
  notFixed: 'Choose a resolution other than fixed.',
};

/** "To start, assign it …": one sentence for each guard that does not hold. */
export function missingReason(transition: Transition, missing: readonly Guard[]): string {
  return `${transition.name} needs more. ${missing.map((guard) => MENDS[guard]).join(' ')}`;
}

function verbOf(transition: Transition): string {
  return transition.name.toLowerCase();
}

function refused(code: Rejection['code'], message: string, details?: object): Judgement {
  const more = details === undefined ? {} : { details };
  return { outcome: 'refused', rejection: rejection(code, message, { field: 'to', ...more }) };
}

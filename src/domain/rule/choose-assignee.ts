import type { Instant, UserId } from '../ids.ts';
import { isMember } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import type { CandidateLoad } from '../state.ts';
import type { User } from '../user/user.ts';
import type { AssignmentRule } from './assignment-rule.ts';

export interface ChoiceQuestion {
  readonly rule: Pick<AssignmentRule, 'name' | 'candidates' | 'strategy'>;
  readonly project: Project;
  readonly confidential: boolean;
  /** Everyone whom the rule may mean, named or by role; others are left out of the choice. */
  readonly people: readonly User[];
  /** What each has to do; a person without an entry has nothing and never had. */
  readonly loads: readonly CandidateLoad[];
}

export interface Choice {
  readonly assignee: UserId;
  /** For the activity: "by rule “Blockers to Ana or Li”: workload 3 against 7". */
  readonly reason: string;
}

/**
 * The rule's candidates for the issue: members of the project whom it names or whose role it names.
 * A confidential issue goes to managers and admins alone, since a rule must not open it to others.
 */
export function eligible({
  rule,
  project,
  confidential,
  people,
}: Omit<ChoiceQuestion, 'loads'>): readonly User[] {
  return people.filter(
    (user) =>
      (rule.candidates.users.includes(user.id) || rule.candidates.roles.includes(user.role)) &&
      isMember(user, project) &&
      (!confidential || user.role === 'manager' || user.role === 'admin'),
  );
}

/**
 * Whom the rule gives the issue to (spec: Assignments, Automatic); null without a candidate. The
 * order of `people` and `loads` makes no difference.
 */
export function chooseAssignee(question: ChoiceQuestion): Choice | null {
  const loads = new Map(question.loads.map((load) => [load.user, load]));
  const candidates = eligible(question).map(({ id }) => loads.get(id) ?? unburdened(id));
  const order = question.rule.strategy === 'least-loaded' ? byWorkload : byTurn;
  const [first, second] = candidates.toSorted(order);
  if (first === undefined) return null;
  const why = second === undefined ? 'the only candidate' : reasonOf(question, first, second);
  return { assignee: first.user, reason: `by rule “${question.rule.name}”: ${why}` };
}

function unburdened(user: UserId): CandidateLoad {
  return { user, workload: 0, lastAssignedAt: null, lastAssignedByRuleAt: null };
}

function byWorkload(a: CandidateLoad, b: CandidateLoad): number {
  return a.workload - b.workload || longestAgo(a.lastAssignedAt, b.lastAssignedAt) || byId(a, b);
}

function byTurn(a: CandidateLoad, b: CandidateLoad): number {
  return longestAgo(a.lastAssignedByRuleAt, b.lastAssignedByRuleAt) || byId(a, b);
}

/** Never comes before any time. */
function longestAgo(a: Instant | null, b: Instant | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b === null ? 1 : a - b;
}

function byId(a: CandidateLoad, b: CandidateLoad): number {
  if (a.user === b.user) return 0;
  return a.user < b.user ? -1 : 1;
}

/** The chosen one against the next in line. */
function reasonOf({ rule }: ChoiceQuestion, chosen: CandidateLoad, next: CandidateLoad): string {
  if (rule.strategy === 'round-robin') {
    return chosen.lastAssignedByRuleAt === null ? 'first turn' : 'longest since the last turn';
  }
  const loads = `workload ${chosen.workload} against ${next.workload}`;
  if (chosen.workload !== next.workload) return loads;
  return chosen.lastAssignedAt === next.lastAssignedAt ? loads : `${loads}, assigned longest ago`;
}

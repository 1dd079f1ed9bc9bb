import type { Rejected } from '../decision.ts';
import type { IssueId } from '../ids.ts';
import { invalid } from '../refusals.ts';
import type { Question, ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import { type SeenIssue, seenIssue } from './seen-issue.ts';

/** What `refuseDuplicate` asks. */
export function duplicateQuestions(target: IssueId | undefined): readonly Question[] {
  return target === undefined
    ? []
    : [{ ask: 'reachedFrom', of: { issue: target, kind: 'duplicates' } }];
}

/**
 * Whether the issue may be called a duplicate of `target`: one that the actor sees, that does not
 * lead back to it, and that is confidential if it is; null: it may.
 */
export function refuseDuplicate(
  target: IssueId | undefined,
  { issue }: SeenIssue,
  state: ReadState,
  actor: User,
): Rejected | null {
  if (target === undefined) return null;
  const original = seenIssue(state, actor, target)?.issue;
  if (original === undefined) {
    return invalid('duplicateOf', 'There is no such issue, or you do not see it. Choose another.');
  }
  if (state.answer('reachedFrom', { issue: target, kind: 'duplicates' }).includes(issue.id)) {
    return invalid('duplicateOf', 'That issue is this one, or a duplicate of it. Choose another.');
  }
  if (issue.confidential && !original.confidential) {
    return invalid(
      'duplicateOf',
      'A confidential issue is a duplicate of a confidential one only. Choose another.',
    );
  }
  return null;
}

import type { CommentId } from '../ids.ts';
import { type SeenIssue, seenIssue } from '../issue/seen-issue.ts';
import type { ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import type { Comment } from './comment.ts';

/** undefined: there is none, or the actor does not see its issue. */
export function seenComment(
  state: ReadState,
  actor: User,
  id: CommentId,
): (SeenIssue & { readonly comment: Comment }) | undefined {
  const comment = state.get('comment', id);
  const seen = comment && seenIssue(state, actor, comment.issue);
  return comment === undefined || seen === undefined ? undefined : { ...seen, comment };
}

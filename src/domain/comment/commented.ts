import type { Context } from '../command.ts';
import type { DomainEvent } from '../event.ts';
import type { CommentId } from '../ids.ts';
import type { SeenIssue } from '../issue/seen-issue.ts';
import { mentionedPeople } from '../notification/mentioned-people.ts';
import { bornAt } from '../record-edit.ts';
import type { ReadState } from '../state.ts';

/** A comment is added; its author and the members whom it mentions watch by themselves. */
export function commented(
  { id, content }: { readonly id: CommentId; readonly content: string },
  { issue, project }: SeenIssue,
  state: ReadState,
  { actor, now }: Context,
): readonly DomainEvent[] {
  const comment = {
    id,
    issue: issue.id,
    author: actor.id,
    content,
    editedAt: null,
    ...bornAt(now),
  };
  const mentioned = mentionedPeople([content], { state, project, issue });
  const watchers = new Set([actor.id, ...mentioned.map((user) => user.id)]);
  return [
    { type: 'comment.added', comment },
    ...[...watchers]
      .filter((user) => !issue.watchers.includes(user))
      .map((user) => ({ type: 'issue.watched', issue: issue.id, user }) as const),
  ];
}

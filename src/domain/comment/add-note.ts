import type { Context } from '../command.ts';
import type { DomainEvent } from '../event.ts';
import { type CommentId, deriveId } from '../ids.ts';
import type { SeenIssue } from '../issue/seen-issue.ts';
import type { ReadState } from '../state.ts';
import { commented } from './commented.ts';

/** Which of the things that one command derives ids for is the comment. */
const COMMENT_ORDINAL = 1;

/** A note that a move brought and no resolution takes: nobody's words are lost. */
export function addNote(
  note: string,
  seen: SeenIssue,
  state: ReadState,
  context: Context,
): readonly DomainEvent[] {
  const id = deriveId<CommentId>(context.command, COMMENT_ORDINAL);
  return commented({ id, content: note }, seen, state, context);
}

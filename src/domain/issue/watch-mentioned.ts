import type { DomainEvent } from '../event.ts';
import { mentionedPeople, newlyMentioned } from '../notification/mentioned-people.ts';
import type { ReadState } from '../state.ts';
import type { SeenIssue } from './seen-issue.ts';

/** Members whom a changed text mentions anew watch by themselves; those who watch already are left out. */
export function watchMentioned(
  from: string,
  to: string,
  { issue, project }: SeenIssue,
  state: ReadState,
): readonly DomainEvent[] {
  return mentionedPeople([newlyMentioned(from, to)], { state, project, issue })
    .filter(({ id }) => !issue.watchers.includes(id))
    .map(({ id }) => ({ type: 'issue.watched', issue: issue.id, user: id }));
}

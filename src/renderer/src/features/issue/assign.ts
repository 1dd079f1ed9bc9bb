import type { PersonShape } from '#protocol/shapes.ts';
import { command } from '../../commands.ts';
import type { OpenIssue } from './issue-context.ts';

/** Gives the issue to somebody, or to nobody; answers the sentence of a refusal. */
export function assignTo(
  { view, edits }: Pick<OpenIssue, 'view' | 'edits'>,
  person: PersonShape | null,
): Promise<string | undefined> {
  const issue = view.issue.id;
  const wish =
    person === null
      ? command('issue.unassign', { issue })
      : command('issue.assign', { issue, assignee: person.id });
  return edits.run([wish], { assignee: person });
}

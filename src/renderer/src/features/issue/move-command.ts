import type { CommandArgs } from '#domain/commands.ts';
import type { IssueShape, MoveShape } from '#protocol/shapes.ts';
import { type Command, command } from '../../commands.ts';

type Ending = Pick<
  CommandArgs<'issue.transition'>,
  'resolution' | 'resolutionNote' | 'fixedIn' | 'duplicateOf'
>;

/** The command of a move from the state on screen, with what it brings. */
export function moveCommand(
  issue: Pick<IssueShape, 'id' | 'status'>,
  move: Pick<MoveShape, 'to'>,
  ending: Ending = {},
): Command {
  return command('issue.transition', {
    issue: issue.id,
    from: issue.status,
    to: move.to,
    ...ending,
  });
}

import type { Resolution } from '#domain/issue/issue.ts';
import { RESOLUTIONS } from '#domain/issue/issue.ts';
import { CATEGORIES, type Category } from '#domain/workflow/workflow.ts';
import type { IssueShape, MoveShape } from '#protocol/shapes.ts';

/** What a move asks for before it is made; nothing: it is made at once. */
export interface MoveQuestions {
  readonly assignee: boolean;
  /** The resolutions to choose from; null: the move has none. */
  readonly resolutions: readonly Resolution[] | null;
  /** `needed`: the move is refused without one. */
  readonly note: 'needed' | 'welcome' | null;
}

/** Moves that the workflow has, open or not: states that it does not lead to are no news. */
export function movesOfWorkflow(moves: readonly MoveShape[]): readonly MoveShape[] {
  return moves.filter(
    ({ open, name, label, require }) => open || name !== label || require.length > 0,
  );
}

/** The move that leads on: the first open one forward, else the first open one. */
export function primaryMove(
  moves: readonly MoveShape[],
  category: Category,
): MoveShape | undefined {
  const here = CATEGORIES.indexOf(category);
  const open = moves.filter((move) => move.open);
  return open.find((move) => isForward(move, here)) ?? open[0];
}

/** Whether the move leads on, from one category to a later one or within it. */
export function leadsOn(move: MoveShape, category: Category): boolean {
  return isForward(move, CATEGORIES.indexOf(category));
}

function isForward(move: MoveShape, here: number): boolean {
  return CATEGORIES.indexOf(move.category) >= here;
}

/** What to ask in place before this move. */
export function questionsOf(
  move: MoveShape,
  { resolution }: Pick<IssueShape, 'resolution'>,
): MoveQuestions {
  const ends = move.category === 'done' || move.category === 'closed';
  const asksEnding = ends && (resolution === null || move.missing.includes('resolutionNote'));
  const declines = move.require.includes('notFixed');
  const needsNote = move.missing.includes('resolutionNote');
  return {
    assignee: move.missing.includes('assignee'),
    resolutions: asksEnding ? RESOLUTIONS.filter((one) => !declines || one !== 'fixed') : null,
    note: needsNote ? 'needed' : asksEnding ? 'welcome' : null,
  };
}

export function asksNothing({ assignee, resolutions, note }: MoveQuestions): boolean {
  return !assignee && resolutions === null && note === null;
}

import type { IssueRow, MoveShape } from '#protocol/shapes.ts';
import { asksNothing, questionsOf } from '../issue/moves.ts';

/** A card on its way from one column to another. */
export interface HeldCard {
  readonly issue: IssueRow;
  /** The status that it stands in. */
  readonly from: string;
  readonly by: 'mouse' | 'keys';
  /** The column that it is held over; `from` while it is over its own, null over none. */
  readonly over: string | null;
}

/** What the board is doing with a card: holding it, or asking what its move needs. */
export type CardMove =
  | { readonly phase: 'rest' }
  | { readonly phase: 'held'; readonly held: HeldCard }
  | {
      readonly phase: 'asking';
      readonly issue: IssueRow;
      readonly from: string;
      readonly move: MoveShape;
    };

export const AT_REST: CardMove = { phase: 'rest' };

/** What a column is to the card that is being moved. */
export type ColumnPart =
  | { readonly part: 'plain' }
  /** Where the card comes from and can go back to. */
  | { readonly part: 'origin' }
  | { readonly part: 'shut'; readonly reason: string }
  | { readonly part: 'open'; readonly move: MoveShape }
  /** Where it would go now. */
  | { readonly part: 'target'; readonly move: MoveShape }
  | { readonly part: 'asking'; readonly move: MoveShape };

const NO_SUCH_STATE = 'The workflow of this issue has no such state.';

/**
 * What a column is while a card moves.
 * @param moves undefined until they are known: then nothing is shut yet
 */
export function partOf(
  status: string,
  card: CardMove,
  moves: readonly MoveShape[] | undefined,
): ColumnPart {
  if (card.phase === 'rest') return { part: 'plain' };
  const from = card.phase === 'held' ? card.held.from : card.from;
  if (status === from) return { part: 'origin' };
  if (card.phase === 'asking' && card.move.to === status)
    return { part: 'asking', move: card.move };
  if (moves === undefined) return { part: 'plain' };
  const move = moves.find(({ to }) => to === status);
  if (move === undefined) return { part: 'shut', reason: NO_SUCH_STATE };
  if (!move.open) return { part: 'shut', reason: move.reason ?? 'It cannot go there now.' };
  const over = card.phase === 'held' && card.held.over === status;
  return { part: over ? 'target' : 'open', move };
}

/** Whether a drop makes the move at once, without asking anything. */
export function movesAtOnce(move: MoveShape, issue: IssueRow): boolean {
  return asksNothing(questionsOf(move, issue));
}

/** What a drop would ask for, as the slot says it. */
export function askWords(move: MoveShape, issue: IssueRow): string | null {
  const { assignee, resolutions, note } = questionsOf(move, issue);
  const things = [
    ...(assignee ? ['an assignee'] : []),
    ...(note === 'needed' ? ['a resolution note'] : resolutions === null ? [] : ['a resolution']),
  ];
  return things.length === 0 ? null : `It will ask for ${things.join(' and ')}.`;
}

/** A step of the keyboard from one column towards others. */
export interface Step {
  /** The column that it leads to; null where nothing further is open. */
  readonly to: string | null;
  /** The shut ones that it passed over, with their reasons, in its order. */
  readonly passed: readonly { readonly status: string; readonly reason: string }[];
}

/**
 * The next column for a card that the keyboard holds: shut ones are passed over.
 * @param by 1 to the end, -1 to the beginning
 */
export function stepFrom(
  statuses: readonly string[],
  at: string,
  by: 1 | -1,
  part: (status: string) => ColumnPart,
): Step {
  const passed: { status: string; reason: string }[] = [];
  for (let index = statuses.indexOf(at) + by; ; index += by) {
    const status = statuses[index];
    if (status === undefined) return { to: null, passed };
    const seen = part(status);
    if (seen.part !== 'shut') return { to: status, passed };
    passed.push({ status, reason: seen.reason });
  }
}

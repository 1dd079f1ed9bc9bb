import { useEffect, useRef, useState } from 'react';
import type { IssueRow, MoveShape } from '#protocol/shapes.ts';
import { announce } from '../../components/announcer.ts';
import { runPatched } from '../../stores/pending-patches.ts';
import { moveCommand } from '../issue/move-command.ts';
import type { ShownColumn } from './arrange-board.ts';
import {
  AT_REST,
  askWords,
  type CardMove,
  type ColumnPart,
  type HeldCard,
  movesAtOnce,
  partOf,
  stepFrom,
} from './card-move.ts';
import { useMoves } from './use-moves.ts';

export interface CardMoving {
  readonly card: CardMove;
  readonly part: (status: string) => ColumnPart;
  /** Why the last move of a card was refused, by id of the issue. */
  readonly refusals: ReadonlyMap<string, string>;
  /** Asks ahead which moves a card has. */
  readonly ask: (issue: IssueRow) => void;
  readonly lift: (issue: IssueRow, by: HeldCard['by']) => void;
  /** Holds it over a column, or over none. */
  readonly holdOver: (status: string | null) => void;
  /** One column on with the arrow keys; shut ones are passed over, and said. */
  readonly step: (by: 1 | -1) => void;
  readonly drop: () => void;
  readonly putBack: () => void;
}

/**
 * Moving a card, by mouse or by keyboard alike: lifted, held over columns, dropped, asked for what
 * the move needs, or put back.
 * @param onSettled told of the card that has been dropped or put back, so that it keeps the focus
 */
export function useCardMove(
  columns: readonly ShownColumn[],
  onSettled: (issue: string) => void,
): CardMoving {
  const [card, setCard] = useState<CardMove>(AT_REST);
  const [refusals, setRefusals] = useState<ReadonlyMap<string, string>>(new Map());
  const moves = useMoves();
  // The mouse tells of a drop in the same breath as of the last column that it was over.
  const latest = useRef(card);
  const become = (next: CardMove) => {
    latest.current = next;
    setCard(next);
  };
  const issue = issueOf(card);
  const known = issue === null ? undefined : moves.of(issue);
  useEffect(() => {
    if (issue !== null && known === undefined) void moves.ask(issue);
  });

  const part = (status: string) => partOf(status, card, known);
  const labelOf = (status: string) =>
    columns.find((column) => column.status === status)?.label ?? status;

  const lift = (lifted: IssueRow, by: HeldCard['by']) => {
    if (latest.current.phase === 'held') return;
    const from = lifted.status.name;
    void moves.ask(lifted);
    setRefusals((before) => without(before, lifted.id));
    become({ phase: 'held', held: { issue: lifted, from, by, over: from } });
    if (by === 'keys') announce(`${lifted.key} is lifted. ${HOW}`);
  };
  const holdOver = (status: string | null) => {
    const now = latest.current;
    if (now.phase !== 'held' || now.held.over === status) return;
    become({ phase: 'held', held: { ...now.held, over: status } });
  };
  const step = (by: 1 | -1) => {
    const now = latest.current;
    if (now.phase !== 'held') return;
    const statuses = columns.map(({ status }) => status);
    const { to, passed } = stepFrom(statuses, now.held.over ?? now.held.from, by, part);
    const skipped = passed.map(({ status, reason }) => `${labelOf(status)} is shut: ${reason}`);
    if (to !== null) holdOver(to);
    const here = to === null ? ['No further column is open.'] : [wordsOver(to, now.held)];
    announce([...skipped, ...here].join(' '), 'assertive');
  };
  const wordsOver = (status: string, { issue: held, from }: HeldCard) => {
    if (status === from) return `Back over ${labelOf(status)}.`;
    const move = moves.of(held)?.find(({ to }) => to === status);
    const asks = move === undefined ? null : askWords(move, held);
    return [`Over ${labelOf(status)}.`, asks].filter(Boolean).join(' ');
  };
  const putBack = () => {
    const now = latest.current;
    const back = issueOf(now);
    become(AT_REST);
    if (back === null) return;
    announce(`${back.key} is back in ${labelOf(back.status.name)}.`);
    onSettled(back.id);
  };
  const drop = async () => {
    const now = latest.current;
    if (now.phase !== 'held') return;
    const { issue: dropped, from, over } = now.held;
    if (over === null || over === from) return putBack();
    const all = moves.of(dropped) ?? (await moves.ask(dropped));
    const target = partOf(over, now, all);
    if (target.part === 'shut') {
      putBack();
      announce(target.reason, 'assertive');
    } else if (target.part === 'open' || target.part === 'target') {
      if (movesAtOnce(target.move, dropped)) void make(dropped, target.move);
      else become({ phase: 'asking', issue: dropped, from, move: target.move });
    } else putBack();
  };
  const make = async (moved: IssueRow, move: MoveShape) => {
    become(AT_REST);
    onSettled(moved.id);
    const { to, label, category } = move;
    announce(`${moved.key} is ${label}.`);
    const shown = { status: { name: to, label, category } };
    const wish = moveCommand({ id: moved.id, status: moved.status.name }, move);
    const refused = await runPatched(moved, shown, [wish]);
    if (refused === null) return;
    setRefusals((before) => new Map(before).set(moved.id, refused.message));
    announce(`${moved.key} is back. ${refused.message}`, 'assertive');
    onSettled(moved.id);
  };

  return {
    card,
    part,
    refusals,
    ask: (pointed) => void moves.ask(pointed),
    lift,
    holdOver,
    step,
    drop: () => void drop(),
    putBack,
  };
}

const HOW = 'The left and right arrows choose a column, Enter drops it, Escape puts it back.';

/** The issue that is being moved. */
export function issueOf(card: CardMove): IssueRow | null {
  if (card.phase === 'rest') return null;
  return card.phase === 'held' ? card.held.issue : card.issue;
}

function without(map: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  return new Map([...map].filter(([other]) => other !== key));
}

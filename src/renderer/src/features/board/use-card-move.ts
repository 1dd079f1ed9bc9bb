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
  readonly ask: (issue: IssueRow) => unknown;
  readonly lift: (issue: IssueRow, by: HeldCard['by']) => void;
  /** Holds it over a column, or over none. */
  readonly holdOver: (status: string | null) => void;
  /** One column on with the arrow keys; shut ones are passed over, and said. */
  readonly step: (by: 1 | -1) => void;
  readonly drop: () => void;
  readonly putBack: () => void;
  /** Puts it back, and leaves the keyboard where it has gone. */
  readonly letGo: () => void;
  /** What was asked was answered, and the move is made. */
  readonly settle: () => void;
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
  // What the keys ask for while the moves are still being read waits its turn.
  const turn = useRef(Promise.resolve());
  const inTurn = (next: () => Promise<void>) => {
    turn.current = turn.current.then(next);
  };
  const settled = useRef(onSettled);
  useEffect(() => {
    settled.current = onSettled;
  });
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
  const step = async (by: 1 | -1) => {
    const before = latest.current;
    if (before.phase !== 'held') return;
    const all = moves.of(before.held.issue) ?? (await moves.ask(before.held.issue));
    const now = latest.current;
    if (now.phase !== 'held') return;
    const statuses = columns.map(({ status }) => status);
    const partNow = (status: string) => partOf(status, now, all);
    const { to, passed } = stepFrom(statuses, now.held.over ?? now.held.from, by, partNow);
    const skipped = passed.map(({ status, reason }) => `${labelOf(status)} is shut: ${reason}`);
    if (to !== null) holdOver(to);
    const here = to === null ? ['No further column is open.'] : [wordsOver(to, now.held, all)];
    announce([...skipped, ...here].join(' '), 'assertive');
  };
  const wordsOver = (
    status: string,
    { issue: held, from }: HeldCard,
    all: readonly MoveShape[] | undefined,
  ) => {
    if (status === from) return `Back over ${labelOf(status)}.`;
    const move = all?.find(({ to }) => to === status);
    const asks = move === undefined ? null : askWords(move, held);
    return [`Over ${labelOf(status)}.`, asks].filter(Boolean).join(' ');
  };
  const letGo = () => {
    const back = issueOf(latest.current);
    become(AT_REST);
    if (back !== null) announce(`${back.key} is back in ${labelOf(back.status.name)}.`);
    return back;
  };
  const putBack = () => {
    const back = letGo();
    if (back !== null) onSettled(back.id);
  };
  const settle = () => {
    const now = latest.current;
    become(AT_REST);
    if (now.phase !== 'asking') return;
    announce(`${now.issue.key} is ${now.move.label}.`);
    onSettled(now.issue.id);
  };
  // Somebody else, or another window, moved it while it was held.
  const elsewhere = card.phase === 'held' ? foundElsewhere(columns, card.held) : undefined;
  useEffect(() => {
    if (elsewhere === undefined || latest.current.phase !== 'held') return;
    const { issue: held, by } = latest.current.held;
    latest.current = AT_REST;
    setCard(AT_REST);
    announce(`${held.key} was moved meanwhile: it is in ${elsewhere} now.`, 'assertive');
    if (by === 'keys') settled.current(held.id);
  }, [elsewhere]);
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
    ask: moves.ask,
    lift,
    holdOver,
    step: (by) => inTurn(() => step(by)),
    drop: () => inTurn(drop),
    putBack,
    letGo,
    settle,
  };
}

/** The label of the column that a held card stands in now, where that is not the one it came from. */
function foundElsewhere(
  columns: readonly ShownColumn[],
  { issue, from }: HeldCard,
): string | undefined {
  return columns.find(({ status, indexOf }) => status !== from && indexOf(issue.id) !== -1)?.label;
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

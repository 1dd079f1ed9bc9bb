import { describe, expect, test } from 'vitest';
import type { MoveShape } from '#protocol/shapes.ts';
import {
  askWords,
  type CardMove,
  type ColumnPart,
  movesAtOnce,
  partOf,
  stepFrom,
} from '#renderer/features/board/card-move.ts';
import { issueRow } from '../rows.ts';

const issue = issueRow('pay-1');

function move(to: string, about: Partial<MoveShape> = {}): MoveShape {
  const rest = { open: true, reason: null, require: [], missing: [] };
  return { to, label: to, name: 'Start', category: 'doing', ...rest, ...about };
}

const held = (over: string | null): CardMove => ({
  phase: 'held',
  held: { issue, from: 'open', by: 'mouse', over },
});
const moves = [
  move('doing'),
  move('closed', { open: false, reason: 'Only a resolved issue can be closed.' }),
];

describe('what a column is', () => {
  test.each<[string, string, CardMove, readonly MoveShape[] | undefined, ColumnPart['part']]>([
    ['plain, while nothing moves', 'doing', { phase: 'rest' }, moves, 'plain'],
    ['the origin of the card', 'open', held('doing'), moves, 'origin'],
    ['open, where it could go', 'doing', held('open'), moves, 'open'],
    ['the target, where it is held', 'doing', held('doing'), moves, 'target'],
    ['shut, where it cannot go', 'closed', held('closed'), moves, 'shut'],
    ['shut, where its workflow has no such state', 'parked', held(null), moves, 'shut'],
    ['plain, while its moves are not known', 'closed', held('open'), undefined, 'plain'],
    [
      'asking, once it was dropped there',
      'doing',
      { phase: 'asking', issue, from: 'open', move: move('doing') },
      moves,
      'asking',
    ],
  ])('%s', (_, status, card, known, part) => {
    expect(partOf(status, card, known).part).toBe(part);
  });

  test('a shut column says why', () => {
    expect(partOf('closed', held('open'), moves)).toEqual({
      part: 'shut',
      reason: 'Only a resolved issue can be closed.',
    });
  });
});

describe('what a drop asks for', () => {
  const resolve = move('resolved', { name: 'Resolve', category: 'done' });

  test.each([
    ['nothing', move('doing'), null],
    ['an assignee', move('doing', { missing: ['assignee'] }), 'It will ask for an assignee.'],
    [
      'a note',
      { ...resolve, missing: ['resolutionNote' as const] },
      'It will ask for a resolution note.',
    ],
    ['a resolution', resolve, 'It will ask for a resolution.'],
  ])('%s', (_, asked, words) => {
    expect(askWords(asked, issue)).toBe(words);
    expect(movesAtOnce(asked, issue)).toBe(words === null);
  });
});

describe('a step of the keyboard', () => {
  const statuses = ['open', 'doing', 'parked', 'resolved'];
  const part = (status: string): ColumnPart =>
    status === 'parked'
      ? { part: 'shut', reason: 'Not from here.' }
      : { part: 'open', move: move(status) };

  test.each([
    ['to the next column', 'open', 1, { to: 'doing', passed: [] }],
    [
      'over shut ones, which it tells of',
      'doing',
      1,
      { to: 'resolved', passed: [{ status: 'parked', reason: 'Not from here.' }] },
    ],
    ['back', 'doing', -1, { to: 'open', passed: [] }],
    ['nowhere, from the last one', 'resolved', 1, { to: null, passed: [] }],
  ] as const)('%s', (_, from, by, expected) => {
    expect(stepFrom(statuses, from, by, part)).toEqual(expected);
  });
});

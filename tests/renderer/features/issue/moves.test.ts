import { describe, expect, it } from 'vitest';
import type { MoveShape } from '#protocol/shapes.ts';
import {
  asksNothing,
  movesOfWorkflow,
  primaryMove,
  questionsOf,
} from '#renderer/features/issue/moves.ts';

const START: MoveShape = {
  to: 'in_progress',
  label: 'In progress',
  name: 'Start',
  category: 'doing',
  open: true,
  reason: null,
  require: ['assignee'],
  missing: [],
};
const DECLINE: MoveShape = {
  to: 'resolved',
  label: 'Resolved',
  name: 'Decline',
  category: 'done',
  open: true,
  reason: null,
  require: ['resolutionNote', 'notFixed'],
  missing: ['resolutionNote', 'notFixed'],
};
const REOPEN: MoveShape = { ...START, name: 'Reopen' };
const CLOSE: MoveShape = {
  to: 'closed',
  label: 'Closed',
  name: 'Close',
  category: 'closed',
  open: true,
  reason: null,
  require: [],
  missing: [],
};
const shut = (move: MoveShape): MoveShape => ({ ...move, open: false, reason: 'Because.' });

describe('the move that leads on', () => {
  it.each([
    ['the first open one', [START, DECLINE], 'todo', START],
    ['the next where the first is shut', [shut(START), DECLINE], 'todo', DECLINE],
    ['forward before back', [REOPEN, CLOSE], 'done', CLOSE],
    ['back where nothing leads forward', [REOPEN, shut(CLOSE)], 'done', REOPEN],
    ['none where all are shut', [shut(START), shut(DECLINE)], 'todo', undefined],
  ] as const)('is %s', (_, moves, category, primary) => {
    expect(primaryMove(moves, category)).toBe(primary);
  });
});

describe('the moves that are shown', () => {
  it('are those which the workflow has, shut ones too', () => {
    const nowhere = shut({ ...CLOSE, name: 'Closed' });
    expect(movesOfWorkflow([START, shut(DECLINE), nowhere])).toEqual([START, shut(DECLINE)]);
  });

  it('leave out none that is open', () => {
    const named = { ...CLOSE, name: 'Closed' };
    expect(movesOfWorkflow([named])).toEqual([named]);
  });
});

describe('what a move asks for', () => {
  const fresh = { resolution: null };

  it('is nothing where nothing is missing and no ending begins', () => {
    expect(asksNothing(questionsOf(START, fresh))).toBe(true);
    expect(asksNothing(questionsOf(CLOSE, { resolution: 'fixed' }))).toBe(true);
  });

  it('is a person where nobody is assigned', () => {
    const questions = questionsOf({ ...START, missing: ['assignee'] }, fresh);
    expect(questions).toEqual({ assignee: true, resolutions: null, note: null });
  });

  it('is a resolution other than fixed, and a note, to decline', () => {
    const questions = questionsOf(DECLINE, fresh);
    expect(questions.note).toBe('needed');
    expect(questions.resolutions).toContain('wont_fix');
    expect(questions.resolutions).not.toContain('fixed');
  });

  it('is a resolution wherever an issue ends, with a note that is welcome', () => {
    const questions = questionsOf(CLOSE, fresh);
    expect(questions.note).toBe('welcome');
    expect(questions.resolutions).toContain('fixed');
  });
});

import { describe, expect, it } from 'vitest';
import type { Issue } from '#domain/issue/issue.ts';
import { judgeTransition } from '#domain/workflow/judge-transition.ts';
import { anIssue, aUser, aWorkflow } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'developer' });
const max = aUser({ username: 'max', role: 'manager' });
const started = anIssue({ status: 'in_progress', category: 'doing', assignee: ana.id });

function judge(issue: Issue, from: string, to: string, actor = ana, brought = {}) {
  return judgeTransition({ issue, workflow: aWorkflow(), actor, from, to, brought });
}

function messageOf(judged: ReturnType<typeof judge>): string {
  return judged.outcome === 'refused' ? judged.rejection.message : judged.outcome;
}

describe('the order of judgement', () => {
  it('accepts without effect what somebody else has done meanwhile, before asking who may', () => {
    const tester = aUser({ username: 'tom' });
    expect(judge(started, 'open', 'in_progress', tester)).toEqual({ outcome: 'already' });
  });

  it('refuses to enter the present state again', () => {
    expect(messageOf(judge(started, 'in_progress', 'in_progress'))).toBe(
      'The issue is in In progress already. Choose another state.',
    );
  });

  it('refuses a move from a state that the issue has left', () => {
    const judged = judge(started, 'open', 'resolved', max);
    expect(judged).toMatchObject({
      outcome: 'refused',
      rejection: {
        code: 'INVALID_TRANSITION',
        message:
          'The issue is no longer in Open: it stands in In progress now. Look at it again and choose a move from there.',
        details: { status: 'in_progress' },
      },
    });
  });

  it('asks who may before it asks for guards', () => {
    const tester = aUser({ username: 'tom' });
    const judged = judge(started, 'in_progress', 'resolved', tester);
    expect(judged).toMatchObject({ rejection: { code: 'TRANSITION_FORBIDDEN' } });
  });

  it('names every guard that fails', () => {
    const judged = judge(anIssue(), 'open', 'resolved', max);
    expect(judged).toMatchObject({
      rejection: {
        code: 'GUARD_FAILED',
        message:
          'Decline needs more. Write a resolution note. Choose a resolution other than fixed.',
        details: { missing: ['resolutionNote', 'notFixed'] },
      },
    });
  });
});

describe('what would mend it', () => {
  it.each([
    ['open', 'closed', 'Only an issue in Resolved can go to Closed. Move it to Resolved first.'],
    ['in_progress', 'open', 'This workflow has no move from In progress back to Open.'],
    ['closed', 'open', 'Closed is final in this workflow. Create a new issue if work goes on.'],
    [
      'open',
      'verified',
      'This workflow has no state “verified”. Choose one of open, in_progress, resolved, closed.',
    ],
  ])('from %s to %s', (from, to, message) => {
    expect(messageOf(judge(anIssue({ status: from }), from, to))).toBe(message);
  });

  it('tells who may, and to assign it where nobody has it', () => {
    expect(messageOf(judge(anIssue(), 'open', 'in_progress'))).toBe(
      'Only the assignee, managers and admins can start. Nobody is assigned yet: assign it first.',
    );
    expect(messageOf(judge(started, 'in_progress', 'resolved', aUser({ username: 'tom' })))).toBe(
      'Only the assignee, managers and admins can resolve.',
    );
  });
});

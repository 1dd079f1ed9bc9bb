import { describe, expect, it } from 'vitest';
import { openingStatus, turnAssignment } from '#domain/assignment/turn-assignment.ts';
import type { UserId } from '#domain/ids.ts';
import { anAssignment, idOf, NOW } from '#tests/support/rows.ts';

const ana = idOf<UserId>('ana');
const now = NOW + 1000;

describe('an assignment opened while the issue stands in', () => {
  it.each([
    ['todo', 'pending'],
    ['doing', 'in_progress'],
    ['done', 'pending'],
  ] as const)('%s is %s', (category, status) => {
    expect(openingStatus(category)).toBe(status);
  });
});

describe('the assignee’s newest assignment when the issue enters', () => {
  it.each([
    ['doing', 'pending', 'in_progress', null],
    ['todo', 'in_progress', 'pending', null],
    ['done', 'in_progress', 'completed', now],
    ['closed', 'in_progress', 'completed', now],
    ['closed', 'pending', 'completed', now],
    ['doing', 'completed', 'in_progress', null],
    ['todo', 'completed', 'pending', null],
  ] as const)('%s, from %s, is %s', (category, from, status, endedAt) => {
    const turn = anAssignment({
      assignee: ana,
      status: from,
      endedAt: from === 'completed' ? NOW : null,
    });
    expect(turnAssignment(turn, { category, assignee: ana, now })).toEqual({
      ...turn,
      status,
      endedAt,
      updatedAt: now,
    });
  });

  it.each([
    ['done', 'completed'],
    ['doing', 'in_progress'],
    ['todo', 'pending'],
  ] as const)('%s, being %s already, stays as it is', (category, status) => {
    const turn = anAssignment({
      assignee: ana,
      status,
      endedAt: status === 'completed' ? NOW : null,
    });
    expect(turnAssignment(turn, { category, assignee: ana, now })).toBeNull();
  });

  it('is not taken up again for another person', () => {
    const turn = anAssignment({ assignee: ana, status: 'completed', endedAt: NOW });
    expect(
      turnAssignment(turn, { category: 'doing', assignee: idOf<UserId>('li'), now }),
    ).toBeNull();
    expect(turnAssignment(turn, { category: 'doing', assignee: null, now })).toBeNull();
    expect(turnAssignment(undefined, { category: 'doing', assignee: ana, now })).toBeNull();
  });
});

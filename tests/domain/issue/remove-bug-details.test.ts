import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { ada, anOpenIssue, dev, eve, max, office, tim } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const bug = {
  stepsToReproduce: '1. Pay\n2. Look\n3. Wonder',
  expected: '1.00',
  actual: '0.99',
  frequency: 'always',
  environment: { os: 'Android 15' },
  author: tim,
} as const;

const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('bug details are removed', () => {
  it('by their author or an admin; the activity keeps them', () => {
    const world = worldWith({ bug });
    const { activity } = world.does(tim, 'bug.remove', { issue });
    expect(world.state.get('issue', issue)?.bug).toBeNull();
    expect(JSON.parse(String(activity[0]?.from))).toEqual(bug);
    expect(worldWith({ bug }).run(ada, 'bug.remove', { issue }).rejection).toBeNull();
  });

  it.each([
    ['by a manager', { bug }, max, 'FORBIDDEN'],
    ['by the assignee', { bug, assignee: dev }, dev, 'FORBIDDEN'],
    ['while the description is empty', { bug, description: ' ' }, tim, 'VALIDATION'],
    ['of what is unseen', { bug, confidential: true }, eve, 'NOT_FOUND'],
  ] as const)('but not %s', (_what, row, actor, code) => {
    expect(worldWith(row).run(actor, 'bug.remove', { issue }).rejection?.code).toBe(code);
  });

  it('and where there are none, an admin’s wish has no effect', () => {
    expect(worldWith().does(ada, 'bug.remove', { issue }).events).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { ada, anOpenIssue, eve, office, old, tim } from '#tests/support/office.ts';
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
const { author: _author, ...given } = bug;

const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('bug details are added', () => {
  it('by the reporter, whose words they then are', () => {
    const world = worldWith();
    const { activity } = world.does(tim, 'bug.add', { issue, bug: given });
    expect(world.state.get('issue', issue)?.bug).toEqual(bug);
    expect(activity).toMatchObject([{ kind: 'bug-added' }]);
  });

  it.each([
    ['by a bystander', {}, eve, 'FORBIDDEN'],
    ['to what is unseen', { confidential: true }, eve, 'NOT_FOUND'],
    ['to a task', { type: 'task' }, tim, 'VALIDATION'],
    ['a second time', { bug }, tim, 'CONFLICT'],
    ['in an archived project', { project: old.id }, ada, 'FORBIDDEN'],
  ] as const)('but not %s', (_what, row, actor, code) => {
    expect(worldWith(row).run(actor, 'bug.add', { issue, bug: given }).rejection?.code).toBe(code);
  });
});

import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import {
  anOpenIssue,
  closed,
  dev,
  eve,
  inProgress,
  max,
  office,
  resolved,
} from '#tests/support/office.ts';
import { anAssignment, idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const worldWith = (row: Partial<Issue> = {}) =>
  office({
    issue: [anOpenIssue(row)],
    assignment: row.assignee
      ? [
          anAssignment({
            assignee: row.assignee,
            status: row.category === 'doing' ? 'in_progress' : 'pending',
          }),
        ]
      : [],
  });

describe('unassigning', () => {
  it.each([
    ['todo', {}],
    ['done', resolved],
  ] as const)('in %s ends the assignment', (_category, row) => {
    const world = worldWith({ ...row, assignee: dev });
    const { notifications } = world.does(max, 'issue.unassign', { issue });
    expect(world.state.get('issue', issue)?.assignee).toBeNull();
    expect(world.state.all('assignment')).toMatchObject([{ status: 'completed' }]);
    expect(notifications).toMatchObject([{ recipient: dev, kind: 'unassigned' }]);
  });

  it('is how the assignee hands the issue back', () => {
    expect(worldWith({ assignee: eve }).run(eve, 'issue.unassign', { issue }).rejection).toBeNull();
  });

  it('what nobody has is accepted without effect', () => {
    expect(worldWith().does(max, 'issue.unassign', { issue }).events).toEqual([]);
  });

  it.each([
    ['while somebody is at work on it', { ...inProgress, assignee: dev }, max, 'GUARD_FAILED'],
    ['in closed', { ...closed, assignee: dev }, max, 'GUARD_FAILED'],
    ['by a bystander', { assignee: dev }, eve, 'FORBIDDEN'],
    ['of what is unseen', { assignee: dev, confidential: true }, eve, 'NOT_FOUND'],
  ] as const)('is refused %s', (_what, row, actor, code) => {
    expect(worldWith(row).run(actor, 'issue.unassign', { issue }).rejection?.code).toBe(code);
  });
});

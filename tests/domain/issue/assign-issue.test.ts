import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import {
  anOpenIssue,
  bob,
  closed,
  deb,
  dev,
  eve,
  inProgress,
  max,
  office,
  old,
  resolved,
  sec,
  tim,
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

describe('assigning', () => {
  it.each([
    ['todo', {}, 'pending'],
    ['doing', inProgress, 'in_progress'],
    ['done', resolved, 'pending'],
  ] as const)('in %s opens the assignment as it stands', (_category, row, status) => {
    const world = worldWith(row);
    world.does(max, 'issue.assign', { issue, assignee: dev });
    expect(world.state.get('issue', issue)?.assignee).toBe(dev);
    expect(world.state.all('assignment')).toMatchObject([
      { assignee: dev, assignedBy: max, status, endedAt: null, rule: null },
    ]);
  });

  it('somebody else completes the old assignment and tells both', () => {
    const world = worldWith({ ...inProgress, assignee: dev });
    const { notifications, activity, meta } = world.does(max, 'issue.assign', {
      issue,
      assignee: deb,
    });
    expect(world.state.all('assignment')).toMatchObject([
      { assignee: dev, status: 'completed', endedAt: meta.at },
      { assignee: deb, status: 'in_progress' },
    ]);
    expect(notifications.map(({ recipient, kind }) => [recipient, kind])).toEqual([
      [deb, 'assigned'],
      [dev, 'unassigned'],
    ]);
    expect(activity).toMatchObject([{ kind: 'assigned', from: 'dev', to: 'deb' }]);
    expect(world.state.get('issue', issue)?.watchers).toEqual([tim, deb]);
  });

  it('the same person again is accepted without effect', () => {
    const world = worldWith({ assignee: dev });
    expect(world.does(max, 'issue.assign', { issue, assignee: dev }).events).toEqual([]);
  });

  it('oneself to what nobody has is open to whoever sees it, and tells nobody', () => {
    const world = worldWith();
    expect(world.does(eve, 'issue.assign', { issue, assignee: eve }).notifications).toEqual([]);
    expect(world.state.get('issue', issue)?.assignee).toBe(eve);
  });

  it.each([
    ['by a bystander to another', {}, eve, dev, 'FORBIDDEN'],
    ['by a bystander of what somebody has', { assignee: dev }, eve, eve, 'FORBIDDEN'],
    ['of what is unseen', { confidential: true }, eve, eve, 'NOT_FOUND'],
    ['in an archived project', { project: old.id }, max, dev, 'FORBIDDEN'],
    ['to somebody blocked', {}, max, bob, 'VALIDATION'],
    ['to nobody known', {}, max, idOf<typeof dev>('none'), 'VALIDATION'],
    ['to somebody outside the project', { project: sec.id, reporter: dev }, dev, deb, 'VALIDATION'],
    ['of what is closed', closed, max, dev, 'GUARD_FAILED'],
  ] as const)('is refused %s', (_what, row, actor, assignee, code) => {
    expect(worldWith(row).run(actor, 'issue.assign', { issue, assignee }).rejection?.code).toBe(
      code,
    );
  });
});

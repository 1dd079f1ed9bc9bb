import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { anOpenIssue, dev, eve, office, old, tim } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('watching', () => {
  it('is anybody’s who sees the issue, and no change of it', () => {
    const world = worldWith();
    const before = world.state.get('issue', issue);
    expect(world.does(eve, 'issue.watch', { issue }).activity).toEqual([]);
    expect(world.state.get('issue', issue)).toEqual({ ...before, watchers: [tim, eve] });
    world.does(eve, 'issue.unwatch', { issue });
    expect(world.state.get('issue', issue)).toEqual(before);
  });

  it('can be stopped by the reporter too, who then hears only by name', () => {
    const world = worldWith();
    world.does(tim, 'issue.unwatch', { issue });
    expect(world.state.get('issue', issue)?.watchers).toEqual([]);
  });

  it('twice has no effect the second time', () => {
    expect(worldWith().does(tim, 'issue.watch', { issue }).events).toEqual([]);
    expect(worldWith().does(eve, 'issue.unwatch', { issue }).events).toEqual([]);
  });

  it.each(['issue.watch', 'issue.unwatch'] as const)(
    '%s: not what is unseen, nor in an archive',
    (name) => {
      expect(worldWith({ confidential: true }).run(eve, name, { issue }).rejection?.code).toBe(
        'NOT_FOUND',
      );
      expect(worldWith({ project: old.id }).run(dev, name, { issue }).rejection?.code).toBe(
        'FORBIDDEN',
      );
    },
  );
});

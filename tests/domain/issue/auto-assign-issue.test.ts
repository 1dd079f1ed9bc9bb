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
  max,
  office,
  tim,
} from '#tests/support/office.ts';
import { aRule, idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');

describe('asking the rules', () => {
  const ask = (row: Partial<Issue>, actor = max, rule = [aRule()]) => {
    const world = office({ issue: [anOpenIssue(row)], rule });
    return { world, ...world.run(actor, 'issue.auto-assign', { issue }) };
  };

  it('assigns as they choose', () => {
    const { world, notifications } = ask({});
    expect(world.state.all('assignment')).toMatchObject([{ assignee: deb, rule: aRule().id }]);
    expect(notifications).toMatchObject([{ recipient: deb, kind: 'assigned' }]);
  });

  it('tells the managers where they find nobody', () => {
    const none = aRule({ candidates: { users: [bob], roles: [] } });
    expect(ask({}, tim, [none]).notifications).toMatchObject([
      { recipient: max, kind: 'unassignable' },
    ]);
  });

  it.each([
    ['by a bystander', {}, eve, 'FORBIDDEN', undefined],
    ['of what is unseen', { confidential: true }, eve, 'NOT_FOUND', undefined],
    ['of what somebody has', { assignee: dev }, max, 'GUARD_FAILED', undefined],
    ['of what is closed', closed, max, 'GUARD_FAILED', undefined],
    ['where there is no rule', {}, max, 'VALIDATION', []],
  ] as const)('is refused %s', (_what, row, actor, code, rules) => {
    expect(ask(row, actor, rules === undefined ? undefined : [...rules]).rejection?.code).toBe(
      code,
    );
  });
});

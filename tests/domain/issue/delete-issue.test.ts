import { describe, expect, it } from 'vitest';
import { redactionsOf } from '#domain/activity/record-activity.ts';
import type { CommentId, IssueId } from '#domain/ids.ts';
import {
  ada,
  anOpenIssue,
  dev,
  eve,
  max,
  office,
  old,
  pay,
  resolved,
  tim,
} from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');

describe('deleting an issue', () => {
  const world = office({
    issue: [
      anOpenIssue(),
      anOpenIssue({
        id: idOf('issue2'),
        number: 2,
        ...resolved,
        resolution: 'duplicate',
        duplicateOf: issue,
      }),
    ],
  });
  world.does(max, 'issue.assign', { issue, assignee: dev });
  world.does(max, 'comment.add', { id: idOf<CommentId>('c'), issue, content: 'Hello @dev' });
  const { events, activity } = world.does(tim, 'issue.delete', { issue });

  it('takes everything of it along', () => {
    expect(world.state.get('issue', issue)).toBeUndefined();
    for (const table of ['comment', 'assignment', 'notification'] as const) {
      expect(world.state.all(table)).toEqual([]);
    }
  });

  it('leaves its duplicates resolved, pointing nowhere', () => {
    expect(world.state.get('issue', idOf('issue2'))).toMatchObject({
      resolution: 'duplicate',
      duplicateOf: null,
    });
  });

  it('never gives its number again', () => {
    expect(world.state.get('project', pay.id)?.nextNumber).toBe(10);
  });

  it('is told without a word of what it said, and all texts before are to go', () => {
    expect(activity).toMatchObject([{ kind: 'deleted', from: null, to: null }]);
    expect(events.flatMap(redactionsOf)).toEqual([{ issue, field: null }]);
  });
});

it.each([
  ['a manager', {}, max, 'FORBIDDEN'],
  ['a bystander', {}, eve, 'FORBIDDEN'],
  ['whoever does not see it', { confidential: true }, eve, 'NOT_FOUND'],
  ['anybody in an archived project', { project: old.id }, ada, 'FORBIDDEN'],
] as const)('deleting is refused to %s', (_who, row, actor, code) => {
  const world = office({ issue: [anOpenIssue(row)] });
  expect(world.run(actor, 'issue.delete', { issue }).rejection?.code).toBe(code);
});

it('deleting is open to an admin', () => {
  const world = office({ issue: [anOpenIssue()] });
  expect(world.run(ada, 'issue.delete', { issue }).rejection).toBeNull();
});

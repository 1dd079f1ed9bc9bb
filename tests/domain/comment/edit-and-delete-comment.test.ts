import { describe, expect, it } from 'vitest';
import { redactionsOf } from '#domain/activity/record-activity.ts';
import type { CommentId, IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { ada, anOpenIssue, dev, eve, max, office, tim } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const comment = idOf<CommentId>('comment');
const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('its author alone', () => {
  const commented = () => {
    const world = worldWith();
    world.does(dev, 'comment.add', { id: comment, issue, content: 'Before' });
    return world;
  };

  it('edits it, which shows, and calls whom the edit adds', () => {
    const world = commented();
    const { meta, activity, notifications } = world.does(dev, 'comment.edit', {
      comment,
      from: 'Before',
      to: 'After @eve',
    });
    expect(world.state.get('comment', comment)).toMatchObject({
      content: 'After @eve',
      editedAt: meta.at,
    });
    expect(activity).toMatchObject([
      { kind: 'comment-edited', field: comment, from: 'Before', to: null },
    ]);
    expect(notifications).toMatchObject([{ recipient: eve, kind: 'mentioned' }]);
  });

  it('edits it to the same words without effect', () => {
    expect(
      commented().does(dev, 'comment.edit', { comment, from: 'x', to: 'Before' }).events,
    ).toEqual([]);
  });

  it('is stopped where it was changed elsewhere', () => {
    const { rejection } = commented().run(dev, 'comment.edit', {
      comment,
      from: 'Older',
      to: 'After',
    });
    expect(rejection).toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'content', from: 'Older', yours: 'After', theirs: 'Before', by: dev }],
    });
  });

  it('takes it back; that there was one stays, its words do not', () => {
    const world = commented();
    const { activity, events } = world.does(dev, 'comment.delete', { comment });
    expect(world.state.get('comment', comment)).toBeUndefined();
    expect(activity).toMatchObject([
      { kind: 'comment-deleted', field: comment, from: null, to: null },
    ]);
    expect(events.flatMap(redactionsOf)).toEqual([{ issue, field: comment }]);
  });

  it.each([
    ['an admin', ada],
    ['a manager', max],
    ['the reporter', tim],
  ])('not %s', (_who, actor) => {
    const world = commented();
    const edit = { comment, from: 'Before', to: 'After' };
    expect(world.run(actor, 'comment.edit', edit).rejection?.code).toBe('FORBIDDEN');
    expect(world.run(actor, 'comment.delete', { comment }).rejection?.code).toBe('FORBIDDEN');
  });

  it('and nobody in what they no longer see or what is archived', () => {
    const world = commented();
    world.does(tim, 'issue.edit', { issue, field: 'confidential', from: false, to: true });
    expect(world.run(dev, 'comment.delete', { comment }).rejection?.code).toBe('NOT_FOUND');
    expect(world.run(dev, 'comment.delete', { comment: idOf('none') }).rejection?.code).toBe(
      'NOT_FOUND',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { redactionsOf } from '#domain/activity/record-activity.ts';
import type { AttachmentId, CommentId, IssueId } from '#domain/ids.ts';
import { ada, anOpenIssue, dev, eve, max, office, old, tim } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const comment = idOf<CommentId>('comment');
const id = idOf<AttachmentId>('file');
const file = {
  id,
  issue,
  name: ' screen.png ',
  mime: 'Image/PNG',
  size: 2048,
  sha256: 'A1'.repeat(32),
};

describe('a file', () => {
  it('is attached by whoever sees the issue, which becomes recent and does not change', () => {
    const world = office({ issue: [anOpenIssue()] });
    const { meta, activity } = world.does(eve, 'attachment.add', file);
    expect(world.state.get('attachment', id)).toMatchObject({
      issue,
      comment: null,
      name: 'screen.png',
      mime: 'image/png',
      size: 2048,
      sha256: 'a1'.repeat(32),
      author: eve,
    });
    expect(world.state.get('issue', issue)).toEqual(anOpenIssue({ updatedAt: meta.at }));
    expect(activity).toMatchObject([{ kind: 'attached', field: id, from: null, to: 'screen.png' }]);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(256) }],
    ['mime', { mime: 'png' }],
    ['mime', { mime: 'text/html; charset=utf-8' }],
    ['size', { size: -1 }],
    ['size', { size: 100 * 1024 * 1024 + 1 }],
    ['sha256', { sha256: 'a1' }],
  ])('is refused for its %s: %o', (field, over) => {
    const world = office({ issue: [anOpenIssue()] });
    const { rejection } = world.run(eve, 'attachment.add', { ...file, ...over });
    expect(rejection).toMatchObject({ code: 'VALIDATION', field });
  });

  it.each([
    ['at what is out of sight', { confidential: true }, 'NOT_FOUND'],
    ['in an archived project', { project: old.id }, 'FORBIDDEN'],
  ] as const)('is refused %s', (_where, row, code) => {
    const world = office({ issue: [anOpenIssue(row)] });
    expect(world.run(eve, 'attachment.add', file).rejection?.code).toBe(code);
  });

  it('needs an id that nothing has', () => {
    const world = office({ issue: [anOpenIssue()] });
    world.does(eve, 'attachment.add', file);
    expect(world.run(eve, 'attachment.add', file).rejection).toMatchObject({
      code: 'CONFLICT',
      field: 'id',
    });
  });

  it.each([
    ['its author', eve],
    ['an admin', ada],
  ])('is removed by %s, and its name goes with it', (_who, actor) => {
    const world = office({ issue: [anOpenIssue()] });
    world.does(eve, 'attachment.add', file);
    const { activity, events } = world.does(actor, 'attachment.remove', { attachment: id });
    expect(world.state.get('attachment', id)).toBeUndefined();
    expect(activity).toMatchObject([{ kind: 'detached', field: id, from: null, to: null }]);
    expect(events.flatMap(redactionsOf)).toEqual([{ issue, field: id }]);
  });

  it.each([
    ['a manager', max, 'FORBIDDEN'],
    ['the reporter', tim, 'FORBIDDEN'],
  ] as const)('is not removed by %s', (_who, actor, code) => {
    const world = office({ issue: [anOpenIssue()] });
    world.does(eve, 'attachment.add', file);
    expect(world.run(actor, 'attachment.remove', { attachment: id }).rejection?.code).toBe(code);
  });

  it('does not exist for whoever no longer sees its issue', () => {
    const world = office({ issue: [anOpenIssue()] });
    world.does(eve, 'attachment.add', file);
    world.does(tim, 'issue.edit', { issue, field: 'confidential', from: false, to: true });
    const { rejection } = world.run(eve, 'attachment.remove', { attachment: id });
    expect(rejection?.code).toBe('NOT_FOUND');
  });

  it('goes with its issue', () => {
    const world = office({ issue: [anOpenIssue()] });
    world.does(eve, 'attachment.add', file);
    world.does(tim, 'issue.delete', { issue });
    expect(world.state.all('attachment')).toEqual([]);
  });
});

describe('a file at a comment', () => {
  const commented = () => {
    const world = office({
      issue: [anOpenIssue(), anOpenIssue({ id: idOf('issue2'), number: 2 })],
    });
    world.does(dev, 'comment.add', { id: comment, issue, content: 'See this' });
    return world;
  };

  it('is attached by the author of the comment alone', () => {
    const world = commented();
    world.does(dev, 'attachment.add', { ...file, comment });
    expect(world.state.get('attachment', id)?.comment).toBe(comment);
    const other = { ...file, id: idOf<AttachmentId>('other'), comment };
    expect(world.run(max, 'attachment.add', other).rejection?.code).toBe('FORBIDDEN');
  });

  it('is attached to a comment on the same issue alone', () => {
    const elsewhere = { ...file, issue: idOf<IssueId>('issue2'), comment };
    expect(commented().run(dev, 'attachment.add', elsewhere).rejection?.code).toBe('NOT_FOUND');
  });

  it('goes with the comment, its name too', () => {
    const world = commented();
    world.does(dev, 'attachment.add', { ...file, comment });
    const { events } = world.does(dev, 'comment.delete', { comment });
    expect(world.state.all('attachment')).toEqual([]);
    expect(events.flatMap(redactionsOf)).toEqual([
      { issue, field: comment },
      { issue, field: id },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { CommentId, IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import {
  ada,
  anOpenIssue,
  bob,
  closed,
  dev,
  eve,
  max,
  office,
  old,
  tim,
} from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const comment = idOf<CommentId>('comment');
const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('a comment', () => {
  it('is anybody’s who sees the issue, closed or not; they watch from then on', () => {
    const world = worldWith(closed);
    const { meta, notifications, activity } = world.does(eve, 'comment.add', {
      id: comment,
      issue,
      content: ' Seen. \n',
    });
    expect(world.state.get('comment', comment)).toMatchObject({
      author: eve,
      content: ' Seen. \n',
      editedAt: null,
      createdAt: meta.at,
    });
    expect(world.state.get('issue', issue)).toMatchObject({
      watchers: [tim, eve],
      updatedAt: meta.at,
    });
    expect(notifications).toMatchObject([
      { recipient: tim, kind: 'commented', message: 'Eve commented' },
    ]);
    expect(activity).toMatchObject([{ kind: 'commented', field: comment, from: null, to: null }]);
  });

  it('calls the members whom it mentions rather than telling them that somebody commented', () => {
    const world = worldWith({ watchers: [tim, dev] });
    const content = `@dev @bob ${'`@max`'} @eve`;
    const { notifications } = world.does(tim, 'comment.add', { id: comment, issue, content });
    expect(notifications.map(({ recipient, kind }) => [recipient, kind])).toEqual([
      [dev, 'mentioned'],
      [eve, 'mentioned'],
    ]);
    expect(world.state.get('issue', issue)?.watchers).toEqual([tim, dev, eve]);
  });

  it('opens nothing by a mention', () => {
    const world = worldWith({ confidential: true });
    const { notifications } = world.does(tim, 'comment.add', {
      id: comment,
      issue,
      content: '@eve @max',
    });
    expect(notifications.map(({ recipient }) => recipient)).toEqual([max]);
    expect(world.state.get('issue', issue)?.watchers).toEqual([tim, max]);
    expect(world.state.get('user', bob)?.blocked).toBe(true);
  });

  it.each([
    ['on what does not exist', {}, eve, idOf<IssueId>('none'), 'x', 'NOT_FOUND'],
    ['on what is unseen', { confidential: true }, eve, issue, 'x', 'NOT_FOUND'],
    ['in an archived project', { project: old.id }, ada, issue, 'x', 'FORBIDDEN'],
    ['without a word', {}, eve, issue, ' \n', 'VALIDATION'],
  ] as const)('is refused %s', (_what, row, actor, on, content, code) => {
    const args = { id: comment, issue: on, content };
    expect(worldWith(row).run(actor, 'comment.add', args).rejection?.code).toBe(code);
  });

  it('is refused under an id that is taken', () => {
    const world = worldWith();
    const args = { id: comment, issue, content: 'x' };
    world.does(eve, 'comment.add', args);
    expect(world.run(eve, 'comment.add', args).rejection).toMatchObject({
      code: 'CONFLICT',
      field: 'id',
    });
  });
});

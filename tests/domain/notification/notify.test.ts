import { describe, expect, it } from 'vitest';
import type { CommentId, IssueId, UserId } from '#domain/ids.ts';
import { NOTIFICATION_KINDS } from '#domain/notification/notification.ts';
import {
  ada,
  anOpenIssue,
  bob,
  deb,
  dev,
  eve,
  inProgress,
  major,
  max,
  office,
  pay,
  tim,
} from '#tests/support/office.ts';
import { aRule, aWorkflow, idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const comment = idOf<CommentId>('comment');

describe('who is told what', () => {
  it('names the kinds from the most specific on', () => {
    expect(NOTIFICATION_KINDS).toEqual([
      'command_rejected',
      'assigned',
      'unassigned',
      'mentioned',
      'status_changed',
      'commented',
      'unassignable',
    ]);
  });

  it('of several things one command did, a person hears the most specific', () => {
    const rule = aRule({ candidates: { users: [dev], roles: [] } });
    const world = office({ rule: [rule] });
    const { notifications } = world.does(eve, 'issue.create', {
      id: idOf('new'),
      project: pay.id,
      title: 'Receipt is blank',
      description: '@dev and @deb, look',
      severity: major.id,
    });
    expect(notifications.map(({ recipient, kind, message }) => [recipient, kind, message])).toEqual(
      [
        [deb, 'mentioned', 'Eve mentioned you'],
        [dev, 'assigned', 'Eve assigned you by a rule'],
      ],
    );
  });

  it('a comment that mentions somebody who watches calls them once', () => {
    const world = office({ issue: [anOpenIssue({ watchers: [tim, dev] })] });
    const { notifications } = world.does(eve, 'comment.add', {
      id: comment,
      issue,
      content: '@dev?',
    });
    expect(notifications.map(({ recipient, kind }) => [recipient, kind]).toSorted()).toEqual(
      [
        [tim, 'commented'],
        [dev, 'mentioned'],
      ].toSorted(),
    );
  });

  it('the actor is told nothing, though they report, watch and are mentioned', () => {
    const world = office({ issue: [anOpenIssue()] });
    const args = { id: comment, issue, content: 'Note to @tim' };
    expect(world.does(tim, 'comment.add', args).notifications).toEqual([]);
  });

  it('who is blocked or no longer sees the issue is told nothing', () => {
    const watchers = [bob, dev, max];
    const world = office({ issue: [anOpenIssue({ watchers, confidential: true })] });
    const { notifications } = world.does(ada, 'comment.add', { id: comment, issue, content: 'x' });
    expect(notifications.map(({ recipient }) => recipient)).toEqual([max, tim]);
  });

  it('is the same, ids and all, in whatever order people stand who follow the issue', () => {
    const told = (watchers: readonly UserId[]) =>
      office({ issue: [anOpenIssue({ watchers })] }).does(ada, 'comment.add', {
        id: comment,
        issue,
        content: 'x',
      }).notifications;
    expect(told([dev, max])).toHaveLength(3);
    expect(told([max, dev])).toEqual(told([dev, max]));
  });

  it('the state is called as the project’s workflow labels it', () => {
    const workflow = aWorkflow('owner-led', {
      states: aWorkflow('owner-led').states.map((state) =>
        state.name === 'resolved' ? { ...state, label: 'Ready' } : state,
      ),
    });
    const world = office({
      workflow: [aWorkflow(), workflow],
      project: [{ ...pay, workflow: workflow.id }],
      issue: [anOpenIssue({ ...inProgress, assignee: dev })],
    });
    const { notifications } = world.does(dev, 'issue.transition', { issue, to: 'resolved' });
    expect(notifications).toMatchObject([{ recipient: tim, message: 'Dev moved it to Ready' }]);
  });
});

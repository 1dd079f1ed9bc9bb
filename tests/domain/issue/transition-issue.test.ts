import { describe, expect, it } from 'vitest';
import type { AssignmentId, IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import {
  anOpenIssue,
  closed,
  deb,
  dev,
  eve,
  inProgress,
  max,
  office,
  old,
  resolved,
  tim,
} from '#tests/support/office.ts';
import { anAssignment, idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const other = idOf<IssueId>('issue2');

function move(row: Partial<Issue>, args: object, actor = max) {
  const over = row.category === 'done' || row.category === 'closed';
  const status = over ? 'completed' : row.category === 'doing' ? 'in_progress' : 'pending';
  const turn = row.assignee
    ? [anAssignment({ assignee: row.assignee, status, endedAt: over ? 5 : null })]
    : [];
  const world = office({
    issue: [
      anOpenIssue(row),
      anOpenIssue({ id: other, number: 2 }),
      anOpenIssue({ id: idOf('secret'), number: 3, confidential: true, reporter: max }),
      anOpenIssue({
        id: idOf('issue4'),
        number: 4,
        ...resolved,
        resolution: 'duplicate',
        duplicateOf: issue,
      }),
    ],
    assignment: turn,
  });
  const effect = world.run(actor, 'issue.transition', { issue, ...args });
  const row1 = world.state.get('issue', issue);
  return {
    ...effect,
    row: row1,
    turn: world.state.get('assignment', idOf<AssignmentId>('turn')),
    world,
  };
}
const doing = { ...inProgress, assignee: dev };

describe('entering done', () => {
  it('sets resolution (fixed unless told), note and resolvedAt, and completes the assignment', () => {
    const { row, turn, meta, activity } = move(doing, {
      to: 'resolved',
      resolutionNote: 'Rounded.',
      fixedIn: '4.18',
    });
    expect(row).toMatchObject({
      status: 'resolved',
      category: 'done',
      resolution: 'fixed',
      resolutionNote: 'Rounded.',
      fixedIn: '4.18',
      resolvedAt: meta.at,
      closedAt: null,
      assignee: dev,
    });
    expect(turn).toMatchObject({ status: 'completed', endedAt: meta.at });
    expect(activity[0]).toMatchObject({
      kind: 'transitioned',
      from: 'in_progress',
      to: 'resolved',
    });
  });

  it('takes the note that was written beforehand', () => {
    expect(
      move({ ...doing, resolutionNote: 'Before' }, { to: 'resolved' }).row?.resolutionNote,
    ).toBe('Before');
  });

  it('as a duplicate names the other issue', () => {
    const { row } = move(
      {},
      { to: 'resolved', resolution: 'duplicate', duplicateOf: other, resolutionNote: 'Same' },
    );
    expect(row).toMatchObject({ resolution: 'duplicate', duplicateOf: other });
  });

  it.each([
    ['a duplicate of nothing', { resolution: 'duplicate' }, 'duplicateOf'],
    [
      'a duplicate of what does not exist',
      { resolution: 'duplicate', duplicateOf: idOf('none') },
      'duplicateOf',
    ],
    ['a duplicate of itself', { resolution: 'duplicate', duplicateOf: issue }, 'duplicateOf'],
    [
      'a duplicate of its own duplicate',
      { resolution: 'duplicate', duplicateOf: idOf('issue4') },
      'duplicateOf',
    ],
    [
      'another issue named without being a duplicate',
      { resolution: 'invalid', duplicateOf: other },
      'resolution',
    ],
  ])('is refused as %s', (_what, args, field) => {
    const { rejection } = move({}, { to: 'resolved', resolutionNote: 'x', ...args });
    expect(rejection).toMatchObject({ code: 'VALIDATION', field });
  });

  it('as a duplicate of what the actor does not see says no more than of what does not exist', () => {
    const args = (duplicateOf: IssueId) => ({
      to: 'resolved',
      resolution: 'duplicate',
      duplicateOf,
      resolutionNote: 'x',
    });
    const unseen = move(doing, args(idOf('secret')), dev).rejection;
    expect(unseen).toEqual(move(doing, args(idOf('none')), dev).rejection);
  });

  it('of a confidential issue is a duplicate of a confidential one only', () => {
    const args = (duplicateOf: IssueId) => ({
      to: 'resolved',
      resolution: 'duplicate',
      duplicateOf,
      resolutionNote: 'x',
    });
    expect(move({ confidential: true }, args(other)).rejection?.field).toBe('duplicateOf');
    expect(move({ confidential: true }, args(idOf('secret'))).rejection).toBeNull();
  });
});

describe('entering closed', () => {
  it('sets closedAt and keeps what resolving set', () => {
    const { row, meta } = move({ ...resolved, assignee: dev }, { to: 'closed' }, tim);
    expect(row).toMatchObject({
      ...resolved,
      status: 'closed',
      category: 'closed',
      closedAt: meta.at,
    });
  });

  it('completes an assignment that was opened after resolving', () => {
    const world = office({ issue: [anOpenIssue(resolved)] });
    world.does(max, 'issue.assign', { issue, assignee: dev });
    expect(world.state.all('assignment')).toMatchObject([{ status: 'pending' }]);
    world.does(max, 'issue.transition', { issue, to: 'closed' });
    expect(world.state.all('assignment')).toMatchObject([{ status: 'completed' }]);
  });
});

describe('reopening', () => {
  it('clears the ending, which the activity keeps, and takes the assignment up again', () => {
    const { row, turn, activity } = move(
      { ...resolved, assignee: dev, fixedIn: '4.18' },
      { to: 'in_progress' },
      tim,
    );
    expect(row).toMatchObject({
      ...inProgress,
      assignee: dev,
      resolution: null,
      resolutionNote: null,
      fixedIn: null,
      duplicateOf: null,
      resolvedAt: null,
      closedAt: null,
    });
    expect(turn).toMatchObject({ status: 'in_progress', endedAt: null });
    expect(activity).toMatchObject([
      { kind: 'transitioned' },
      { field: 'resolution', from: 'fixed', to: null },
      { field: 'resolutionNote', from: 'Rounded once.' },
      { field: 'fixedIn', from: '4.18' },
      { field: 'resolvedAt' },
    ]);
  });
});

describe('a move', () => {
  it('into doing starts the assignment', () => {
    expect(move({ assignee: dev }, { to: 'in_progress' }, dev).turn?.status).toBe('in_progress');
  });

  it.each([
    ['of what is not there', {}, { issue: idOf('none'), to: 'closed' }, max, 'NOT_FOUND'],
    ['of what is unseen', { confidential: true }, { to: 'in_progress' }, eve, 'NOT_FOUND'],
    ['in an archived project', { project: old.id }, { to: 'in_progress' }, max, 'FORBIDDEN'],
    ['that the workflow has not', {}, { to: 'closed' }, max, 'INVALID_TRANSITION'],
    [
      'that others make',
      doing,
      { to: 'resolved', resolutionNote: 'x' },
      tim,
      'TRANSITION_FORBIDDEN',
    ],
    ['that lacks its guards', doing, { to: 'resolved', resolutionNote: ' ' }, dev, 'GUARD_FAILED'],
    [
      'with a resolution where there is none',
      { assignee: dev },
      { to: 'in_progress', resolution: 'fixed' },
      dev,
      'VALIDATION',
    ],
  ] as const)('%s is refused', (_what, row, args, actor, code) => {
    expect(move(row, args, actor).rejection?.code).toBe(code);
  });

  it('that somebody made before is accepted without effect, its note becomes a comment', () => {
    const { row, rejection, world, events } = move(doing, {
      from: 'open',
      to: 'in_progress',
      resolutionNote: 'On it, @deb',
    });
    expect(rejection).toBeNull();
    expect(row?.status).toBe('in_progress');
    expect(world.state.all('comment')).toMatchObject([{ content: 'On it, @deb', author: max }]);
    expect(events.map(({ type }) => type)).toEqual([
      'comment.added',
      'issue.watched',
      'issue.watched',
    ]);
    expect(move(doing, { from: 'open', to: 'in_progress' }).events).toEqual([]);
  });

  it('tells reporter and watchers, in the words of the workflow', () => {
    const { notifications } = move(
      { ...doing, watchers: [tim, deb, max] },
      { to: 'resolved', resolutionNote: 'x' },
    );
    expect(notifications.map(({ recipient, message }) => [recipient, message])).toEqual([
      [deb, 'Max moved it to Resolved'],
      [tim, 'Max moved it to Resolved'],
    ]);
  });

  it('back into work brings a note along as a comment', () => {
    const { world } = move(
      { ...resolved, assignee: dev },
      { to: 'in_progress', resolutionNote: 'Still wrong.' },
      tim,
    );
    expect(world.state.all('comment')).toMatchObject([{ content: 'Still wrong.', author: tim }]);
  });

  it('from closed is none in the standard workflow', () => {
    expect(move({ ...closed, assignee: dev }, { to: 'in_progress' }).rejection).toMatchObject({
      code: 'INVALID_TRANSITION',
      message: 'Closed is final in this workflow. Create a new issue if work goes on.',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import {
  ada,
  anOpenIssue,
  closed,
  dev,
  eve,
  inProgress,
  major,
  max,
  minor,
  office,
  old,
  tim,
} from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const steps = {
  stepsToReproduce: 'Pay.',
  expected: '',
  actual: '',
  frequency: 'unknown',
  environment: {},
  author: tim,
} as const;

function edit(row: Partial<Issue>, field: string, from: unknown, to: unknown, actor = max) {
  const world = office({ issue: [anOpenIssue(row)] });
  const effect = world.run(actor, 'issue.edit', { issue, field, from, to });
  return { ...effect, world, row: world.state.get('issue', issue) };
}

describe('each field is edited by itself', () => {
  it.each([
    ['title', 'Total is wrong', ' Sum is wrong ', 'Sum is wrong'],
    ['description', 'The total does not add up.', 'It does not.', 'It does not.'],
    ['type', 'bug', 'task', 'task'],
    ['severity', major.id, minor.id, minor.id],
    ['priority', 'medium', 'critical', 'critical'],
    ['dueDate', null, '2026-04-01', '2026-04-01'],
    ['confidential', false, true, true],
  ])('%s', (field, from, to, kept) => {
    const { rejection, row, events } = edit({}, field, from, to);
    expect(rejection).toBeNull();
    expect(row?.[field as keyof Issue]).toBe(kept);
    expect(events).toHaveLength(1);
  });

  it('and leaves what was there before in the activity', () => {
    expect(edit({}, 'severity', major.id, minor.id).activity).toMatchObject([
      { kind: 'edited', field: 'severity', from: 'Major', to: 'Minor' },
    ]);
    expect(edit({}, 'description', 'The total does not add up.', 'New').activity).toMatchObject([
      { field: 'description', from: 'The total does not add up.', to: null },
    ]);
  });
});

describe('two people, one field', () => {
  const before = 'one\ntwo\nthree\nfour';
  const mine = 'ONE\ntwo\nthree\nfour';

  it.each([
    ['unchanged since: accepted', before, before, mine, mine],
    ['already as wished: accepted without effect', mine, before, mine, mine],
    [
      'a long text changed elsewhere: merged',
      'one\ntwo\nthree\nFOUR',
      before,
      mine,
      'ONE\ntwo\nthree\nFOUR',
    ],
    [
      'a long text changed alike and more: nothing left to do',
      'ONE\ntwo\nthree\n4',
      before,
      mine,
      'ONE\ntwo\nthree\n4',
    ],
  ])('%s', (_what, present, from, to, kept) => {
    const { rejection, row } = edit({ description: present }, 'description', from, to);
    expect(rejection).toBeNull();
    expect(row?.description).toBe(kept);
  });

  it.each([
    [
      'a long text changed in the same line',
      'description',
      { description: 'eins\ntwo\nthree\nfour' },
      before,
      mine,
    ],
    ['a short text', 'title', { title: 'Theirs' }, 'Total is wrong', 'Mine'],
    ['a choice', 'priority', { priority: 'low' }, 'medium', 'high'],
    ['a date', 'dueDate', { dueDate: '2026-05-01' }, null, '2026-04-01'],
    ['a reference', 'severity', { severity: minor.id }, idOf('Other'), major.id],
  ] as const)('%s: CONFLICT with both values', (_what, field, row, from, to) => {
    const { rejection, row: kept } = edit(row, field, from, to);
    const theirs = Object.values(row)[0];
    expect(rejection).toMatchObject({
      code: 'CONFLICT',
      field,
      details: [{ field, from, yours: to, theirs }],
    });
    expect(kept?.[field]).toBe(theirs);
  });

  it('says who changed it, and when', () => {
    const world = office({ issue: [anOpenIssue()] });
    const first = world.does(tim, 'issue.edit', {
      issue,
      field: 'title',
      from: 'Total is wrong',
      to: 'Sum',
    });
    const { rejection } = world.run(max, 'issue.edit', {
      issue,
      field: 'title',
      from: 'Total is wrong',
      to: 'Mine',
    });
    expect(rejection?.details).toEqual([
      {
        field: 'title',
        from: 'Total is wrong',
        yours: 'Mine',
        theirs: 'Sum',
        by: tim,
        at: first.meta.at,
      },
    ]);
  });
});

describe('an edit is refused', () => {
  it.each([
    ['of what does not exist', {}, 'title', 'x', eve, 'NOT_FOUND', idOf<IssueId>('none')],
    [
      'of what the actor does not see',
      { confidential: true },
      'title',
      'x',
      eve,
      'NOT_FOUND',
      issue,
    ],
    ['by a bystander', {}, 'title', 'x', eve, 'FORBIDDEN', issue],
    ['in an archived project', { project: old.id }, 'title', 'x', ada, 'FORBIDDEN', issue],
    [
      'that lifts confidentiality, to the reporter',
      { confidential: true },
      'confidential',
      false,
      tim,
      'FORBIDDEN',
      issue,
    ],
    ['that leaves nothing to read', {}, 'description', ' ', tim, 'VALIDATION', issue],
    ['that makes bug details a task’s', { bug: steps }, 'type', 'task', tim, 'VALIDATION', issue],
    ['that names no severity', {}, 'severity', idOf('Huge'), tim, 'VALIDATION', issue],
    ['of a note before any work', {}, 'resolutionNote', 'Done', max, 'FORBIDDEN', issue],
    ['of a note after closing', closed, 'resolutionNote', 'Done', max, 'FORBIDDEN', issue],
  ] as const)('%s', (_what, row, field, to, actor, code, id) => {
    const world = office({ issue: [anOpenIssue(row)] });
    const present = world.state.get('issue', issue)?.[field];
    const { rejection } = world.run(actor, 'issue.edit', {
      issue: id,
      field,
      from: present ?? null,
      to,
    });
    expect(rejection?.code).toBe(code);
  });

  it('in the same words for what is unseen as for what does not exist', () => {
    const args = { field: 'title', from: 'x', to: 'y' };
    const world = office({ issue: [anOpenIssue({ confidential: true })] });
    const unseen = world.run(eve, 'issue.edit', { ...args, issue }).rejection;
    expect(unseen).toEqual(
      world.run(eve, 'issue.edit', { ...args, issue: idOf('none') }).rejection,
    );
  });
});

describe('an edit is open', () => {
  it('to the assignee, and to the reporter for marking confidential', () => {
    expect(edit({ assignee: dev }, 'title', 'Total is wrong', 'x', dev).rejection).toBeNull();
    expect(edit({}, 'confidential', false, true, tim).rejection).toBeNull();
  });

  it('of the note to whoever may resolve, while work goes on; a blank one is none', () => {
    const row = { ...inProgress, assignee: dev, resolutionNote: 'Old' };
    expect(edit(row, 'resolutionNote', 'Old', 'New', dev).row?.resolutionNote).toBe('New');
    expect(edit(row, 'resolutionNote', 'Old', ' ', dev).row?.resolutionNote).toBeNull();
    expect(edit(row, 'resolutionNote', 'Old', 'New', tim).rejection?.code).toBe('FORBIDDEN');
  });
});

describe('a mention that an edit adds', () => {
  it('tells the person and makes them watch; one that stood there does not', () => {
    const from = 'Ask @tim';
    const { notifications, row } = edit(
      { description: from },
      'description',
      from,
      'Ask @tim and @dev',
    );
    expect(notifications).toMatchObject([{ recipient: dev, kind: 'mentioned' }]);
    expect(row?.watchers).toEqual([tim, dev]);
  });
});

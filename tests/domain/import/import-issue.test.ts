import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '#domain/commands.ts';
import type { IssueId, UserId } from '#domain/ids.ts';
import type { ImportRow, Makes } from '#domain/import/import-row.ts';
import { brokenRules } from '#tests/support/invariants.ts';
import {
  ada,
  anOpenIssue,
  bob,
  dev,
  eve,
  major,
  max,
  office,
  old,
  pay,
  sec,
  tim,
  ui,
} from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const id = idOf<IssueId>('row');
const then = Date.UTC(2019, 4, 1);

const row = (over: Partial<ImportRow> = {}): ImportRow => ({
  id,
  project: pay.id,
  number: 12,
  external: { source: 'elsewhere', id: '12', url: null },
  type: 'bug',
  title: 'Receipt is blank',
  description: '',
  bug: null,
  severity: major.id,
  priority: 'medium',
  status: 'closed',
  reporter: eve,
  assignee: dev,
  resolution: 'fixed',
  resolutionNote: null,
  fixedIn: null,
  duplicateOf: null,
  tags: [ui.id],
  watchers: [eve],
  confidential: false,
  dueDate: null,
  assessedAt: then,
  resolvedAt: then + 1,
  closedAt: then + 2,
  createdAt: then,
  updatedAt: then + 2,
  comments: [],
  assignments: [],
  history: [],
  ...over,
});
const none: Makes = { projects: [], people: [], tags: [], severities: [] };
const args = (
  over: Partial<ImportRow> = {},
  makes: Makes | null = null,
): CommandArgs<'issue.import'> => ({
  row: row(over),
  makes,
});
const open = { status: 'open', resolution: null, resolvedAt: null, closedAt: null } as const;

describe('an import alone', () => {
  it('sets dates, reporter, status, number and an empty description', () => {
    const world = office();
    const { notifications } = world.does(max, 'issue.import', args());
    expect(world.state.get('issue', id)).toMatchObject({
      number: 12,
      reporter: eve,
      status: 'closed',
      category: 'closed',
      description: '',
      createdAt: then,
      updatedAt: then + 2,
      resolvedAt: then + 1,
      closedAt: then + 2,
    });
    expect(world.state.get('project', pay.id)?.nextNumber).toBe(13);
    expect(notifications).toEqual([]);
    expect(brokenRules(world.state)).toEqual([]);
  });

  it('gives the assignee the assignment that the row lacks, as it stands', () => {
    const turnIn = (over: Partial<ImportRow>) => {
      const world = office();
      world.does(max, 'issue.import', args(over));
      return world.state.all('assignment')[0];
    };
    expect(turnIn({})).toMatchObject({ assignee: dev, status: 'completed', endedAt: then + 1 });
    expect(turnIn(open)).toMatchObject({ status: 'pending', endedAt: null, assignedAt: then });
    expect(turnIn({ ...open, status: 'in_progress' })).toMatchObject({ status: 'in_progress' });
  });
});

describe('what the row names and nobody knew', () => {
  const person = {
    id: idOf<UserId>('zoe'),
    username: 'zoe',
    name: 'Zoe',
    email: null,
    role: 'tester',
  } as const;

  it('is made with it', () => {
    const world = office();
    const project = {
      ...sec,
      id: idOf<typeof sec.id>('NEW'),
      key: 'NEW',
      members: [max],
      description: '',
    };
    const {
      archived: _a,
      nextNumber: _n,
      createdAt: _c,
      updatedAt: _u,
      version: _v,
      ...made
    } = project;
    const makes = {
      ...none,
      people: [person],
      projects: [{ ...made, members: [max] }],
      tags: [{ id: idOf<typeof ui.id>('paper'), name: 'paper', colour: '#105e92' }],
    };
    world.does(
      max,
      'issue.import',
      args(
        { project: made.id, number: 3, reporter: person.id, tags: [makes.tags[0]?.id ?? ui.id] },
        makes,
      ),
    );
    expect(world.state.get('user', person.id)).toMatchObject({
      blocked: false,
      passwordHash: null,
    });
    expect(world.state.get('project', made.id)).toMatchObject({ nextNumber: 4, archived: false });
    expect(brokenRules(world.state)).toEqual([]);
  });

  it('can come without a row', () => {
    const world = office();
    world.does(max, 'issue.import', { row: null, makes: { ...none, people: [person] } });
    expect(world.state.get('user', person.id)?.username).toBe('zoe');
  });

  it.each([
    [
      'a role above tester, by a manager',
      max,
      { people: [{ ...person, role: 'admin' }] },
      'FORBIDDEN',
    ],
    ['a username that is taken', ada, { people: [{ ...person, username: 'dev' }] }, 'CONFLICT'],
    ['the id of another', ada, { people: [{ ...person, id: dev }] }, 'CONFLICT'],
    [
      'a tag that is there',
      ada,
      { tags: [{ id: idOf<typeof ui.id>('x'), name: 'UI', colour: '#105e92' }] },
      'CONFLICT',
    ],
    [
      'anything, by a developer',
      dev,
      {
        severities: [
          {
            id: idOf<typeof major.id>('x'),
            level: 'Huge',
            description: '',
            rank: 1,
            colour: '#105e92',
          },
        ],
      },
      'FORBIDDEN',
    ],
  ] as const)('is refused as %s', (_what, actor, makes, code) => {
    const { rejection } = office().run(actor, 'issue.import', {
      row: null,
      makes: { ...none, ...makes },
    });
    expect(rejection?.code).toBe(code);
  });
});

describe('a row is refused', () => {
  it.each<readonly [string, UserId, Partial<ImportRow>, string]>([
    ['by a tester', tim, {}, 'FORBIDDEN'],
    ['into an archived project', ada, { project: old.id }, 'FORBIDDEN'],
    ['into a project that the actor does not see', max, { project: sec.id }, 'NOT_FOUND'],
    ['under a number that is somebody’s', max, { number: 1 }, 'CONFLICT'],
    ['in a state that the workflow has not', max, { status: 'verified' }, 'VALIDATION'],
    [
      'as a task with bug details',
      max,
      {
        type: 'task',
        bug: {
          stepsToReproduce: 'x',
          expected: '',
          actual: '',
          frequency: 'once',
          environment: {},
          author: eve,
        },
      },
      'VALIDATION',
    ],
    ['with an unknown severity', max, { severity: idOf<typeof major.id>('Huge') }, 'VALIDATION'],
    ['with an unknown tag', max, { tags: [idOf<typeof ui.id>('none')] }, 'VALIDATION'],
    ['with an unknown person', max, { reporter: idOf<UserId>('none') }, 'VALIDATION'],
    ['for somebody blocked, while it is open', max, { ...open, assignee: bob }, 'VALIDATION'],
    ['open with a resolution', max, { ...open, resolution: 'fixed' }, 'VALIDATION'],
    ['done without one', max, { resolution: null }, 'VALIDATION'],
    ['closed without its time', max, { closedAt: null }, 'VALIDATION'],
    [
      'as a duplicate of what is not there',
      max,
      { resolution: 'duplicate', duplicateOf: idOf<IssueId>('none') },
      'VALIDATION',
    ],
    ['as a duplicate of itself', max, { resolution: 'duplicate', duplicateOf: id }, 'VALIDATION'],
    ['as a duplicate that was fixed', max, { duplicateOf: idOf<IssueId>('issue1') }, 'VALIDATION'],
  ])('%s', (_what, actor, over, code) => {
    const world = office({ issue: [anOpenIssue()] });
    expect(world.run(actor, 'issue.import', args(over)).rejection?.code).toBe(code);
  });

  it('where it is somebody else’s issue that the actor does not see', () => {
    const hidden = anOpenIssue({ id, project: sec.id });
    const { rejection } = office({ issue: [hidden] }).run(max, 'issue.import', args());
    expect(rejection?.code).toBe('NOT_FOUND');
  });

  it('with a history that is none', () => {
    const wrong = { ...row(), history: [{ id: 'x' }] };
    const { rejection } = office().run(max, 'issue.import', { row: wrong, makes: null });
    expect(rejection).toMatchObject({ code: 'VALIDATION', field: 'row.history' });
  });
});

it('an issue that no import made keeps everything in which the row differs', () => {
  const here = anOpenIssue({ id, number: 3 });
  const world = office({ issue: [here] });
  expect(world.does(max, 'issue.import', args()).events).toEqual([]);
  expect(world.state.get('issue', id)).toEqual(here);
});

import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '#domain/commands.ts';
import type { IssueId, UserId } from '#domain/ids.ts';
import {
  bob,
  deb,
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
import { anIssue, aRule, aWorkflow, idOf } from '#tests/support/rows.ts';

const id = idOf<IssueId>('new');
const wish = (over: Partial<CommandArgs<'issue.create'>> = {}): CommandArgs<'issue.create'> => ({
  id,
  project: pay.id,
  title: 'Total is wrong',
  description: 'The total does not add up.',
  severity: major.id,
  ...over,
});

describe('a new issue', () => {
  it('is born in the initial state, under the next number, reported and watched by its creator', () => {
    const world = office();
    world.does(eve, 'issue.create', wish({ tags: [ui.id, ui.id], dueDate: '2026-04-01' }));
    expect(world.state.get('issue', id)).toMatchObject({
      number: 10,
      type: 'bug',
      status: 'open',
      category: 'todo',
      priority: 'medium',
      reporter: eve,
      watchers: [eve],
      assignee: null,
      resolution: null,
      tags: [ui.id],
      assessedAt: null,
      external: null,
      importMark: null,
    });
    expect(world.state.get('project', pay.id)?.nextNumber).toBe(11);
    expect(world.activity).toMatchObject([{ kind: 'created', actor: eve, issue: id }]);
  });

  it('leaves the project’s version alone: counting is no change of it', () => {
    const world = office();
    world.does(eve, 'issue.create', wish());
    const { updatedAt, version } = pay;
    expect(world.state.get('project', pay.id)).toMatchObject({ updatedAt, version });
  });

  it('needs no description where it has steps, whose author is the actor', () => {
    const world = office();
    world.does(eve, 'issue.create', wish({ description: '', bug: { stepsToReproduce: '1. Pay' } }));
    expect(world.state.get('issue', id)?.bug).toEqual({
      stepsToReproduce: '1. Pay',
      expected: '',
      actual: '',
      frequency: 'unknown',
      environment: {},
      author: eve,
    });
  });

  it('tells the members whom it mentions, and they watch', () => {
    const world = office();
    const text = 'Ask @dev, @nobody and @bob';
    const { notifications } = world.does(tim, 'issue.create', wish({ description: text }));
    expect(notifications).toMatchObject([
      { recipient: dev, kind: 'mentioned', message: 'Tim mentioned you' },
    ]);
    expect(world.state.get('issue', id)?.watchers).toEqual([tim, dev]);
  });

  it.each([
    ['in a project that does not exist', { project: idOf('NONE') }, 'NOT_FOUND', undefined],
    ['in a project that the actor does not see', { project: sec.id }, 'NOT_FOUND', undefined],
    ['in an archived project', { project: old.id }, 'FORBIDDEN', undefined],
    ['without any words', { description: ' \n' }, 'VALIDATION', 'description'],
    [
      'as a task with bug details',
      { type: 'task', bug: { stepsToReproduce: 'x' } },
      'VALIDATION',
      'bug',
    ],
    ['with an unknown severity', { severity: idOf('Huge') }, 'VALIDATION', 'severity'],
    ['with an unknown tag', { tags: [idOf('nope')] }, 'VALIDATION', 'tags'],
    ['under an id that is taken', { id: idOf('issue1') }, 'CONFLICT', 'id'],
    ['for somebody who is blocked', { assignee: bob }, 'VALIDATION', 'assignee'],
    ['for nobody known', { assignee: idOf('none') }, 'VALIDATION', 'assignee'],
  ] as const)('is refused %s', (_what, over, code, field) => {
    const world = office({ issue: [anIssue()] });
    const { rejection } = world.run(eve, 'issue.create', { ...wish(), ...over });
    expect(rejection?.code).toBe(code);
    expect(rejection?.field).toBe(field);
  });

  it('is for admins alone where the workflow says so', () => {
    const workflow = aWorkflow('admin-led');
    const rows = {
      workflow: [aWorkflow(), workflow],
      project: [{ ...pay, workflow: workflow.id }],
    };
    expect(office(rows).run(max, 'issue.create', wish()).rejection).toMatchObject({
      code: 'FORBIDDEN',
      message: 'Only admins can create issues here.',
    });
  });

  it('goes at once to the person who is named', () => {
    const world = office();
    const { notifications } = world.does(eve, 'issue.create', wish({ assignee: dev }));
    expect(world.state.get('issue', id)).toMatchObject({ assignee: dev, watchers: [eve, dev] });
    expect(world.state.all('assignment')).toMatchObject([
      { issue: id, assignee: dev, assignedBy: eve, status: 'pending', rule: null, endedAt: null },
    ]);
    expect(notifications).toMatchObject([{ recipient: dev, kind: 'assigned' }]);
  });
});

describe('a new issue that nobody was named for', () => {
  const rule = aRule({ candidates: { users: [], roles: ['developer'] } });

  it('goes to whom the first matching rule chooses, and the activity says why', () => {
    const world = office({ rule: [rule], issue: [anIssue({ number: 2, assignee: deb })] });
    world.does(eve, 'issue.create', wish());
    expect(world.state.get('issue', id)?.assignee).toBe(dev);
    expect(world.state.all('assignment')).toMatchObject([{ assignee: dev, rule: rule.id }]);
    expect(world.activity).toMatchObject([
      { kind: 'created' },
      { kind: 'assigned', field: 'assignee', from: null, to: 'dev' },
      { field: 'rule', to: 'by rule “Everything to developers”: workload 0 against 2' },
    ]);
  });

  it('goes to the next rule’s candidates where the first rule has none', () => {
    const none = aRule({ id: idOf('first'), order: 0, candidates: { users: [bob], roles: [] } });
    const world = office({ rule: [rule, none] });
    world.does(eve, 'issue.create', wish());
    expect(world.state.all('assignment')).toMatchObject([{ rule: rule.id }]);
  });

  it.each([
    ['no rule applies', aRule({ when: { ...rule.when, type: 'task' } })],
    ['the rule has no candidate', aRule({ candidates: { users: [bob], roles: [] } })],
  ])('stays without assignee when %s, and the managers are told', (_why, only) => {
    const world = office({ rule: [only] });
    const { notifications } = world.does(eve, 'issue.create', wish());
    expect(world.state.get('issue', id)?.assignee).toBeNull();
    expect(notifications).toMatchObject([
      { recipient: max, kind: 'unassignable', message: 'No assignment rule found anybody for it' },
    ]);
  });

  it('stays so quietly where the project has no enabled rule', () => {
    const world = office({ rule: [{ ...rule, enabled: false }] });
    expect(world.does(eve, 'issue.create', wish()).notifications).toEqual([]);
  });

  it('goes to leaders alone when it is confidential', () => {
    const everyone = aRule({ candidates: { users: [], roles: ['developer', 'manager'] } });
    const world = office({ rule: [everyone] });
    world.does(eve, 'issue.create', wish({ confidential: true }));
    expect(world.state.get('issue', id)?.assignee).toBe(max);
  });
});

it('deterministic: the same command decides the same ids', () => {
  const made = [office(), office()].map((world) => {
    world.does(eve, 'issue.create', wish({ assignee: dev as UserId }));
    return world.state.all('assignment').map((turn) => turn.id);
  });
  expect(made[0]).toEqual(made[1]);
});

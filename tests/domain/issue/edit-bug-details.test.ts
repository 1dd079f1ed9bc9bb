import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { anOpenIssue, eve, office, tim } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const bug = {
  stepsToReproduce: '1. Pay\n2. Look\n3. Wonder',
  expected: '1.00',
  actual: '0.99',
  frequency: 'always',
  environment: { os: 'Android 15' },
  author: tim,
} as const;

const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('bug details are edited', () => {
  const edit = (row: Partial<Issue>, field: string, from: unknown, to: unknown, actor = tim) => {
    const world = worldWith(row);
    return {
      ...world.run(actor, 'bug.edit', { issue, field, from, to }),
      row: world.state.get('issue', issue),
    };
  };

  it.each([
    ['stepsToReproduce', 'New steps', null],
    ['expected', '2.00', null],
    ['actual', '', null],
    ['frequency', 'once', 'once'],
    ['environment', { os: 'iOS 19', build: '7' }, null],
  ] as const)('%s by itself, keeping what was there', (field, to, told) => {
    const { row, activity } = edit({ bug }, field, bug[field], to);
    expect(row?.bug).toEqual({ ...bug, [field]: to });
    const from = typeof bug[field] === 'string' ? bug[field] : JSON.stringify(bug[field]);
    expect(activity).toMatchObject([{ kind: 'bug-edited', field, from, to: told }]);
  });

  it('and merged where two people changed different lines', () => {
    const { row } = edit(
      { bug: { ...bug, stepsToReproduce: '1. PAY\n2. Look\n3. Wonder' } },
      'stepsToReproduce',
      bug.stepsToReproduce,
      '1. Pay\n2. Look\n3. Despair',
    );
    expect(row?.bug?.stepsToReproduce).toBe('1. PAY\n2. Look\n3. Despair');
  });

  it.each([
    ['the same line', 'actual', 'theirs', 'before', 'mine'],
    ['a choice', 'frequency', 'once', 'sometimes', 'always'],
    [
      'the environment, whatever the order of its keys',
      'environment',
      { os: 'x' },
      { os: 'y' },
      { os: 'z' },
    ],
  ] as const)('but not over another’s change of %s', (_what, field, present, from, to) => {
    const { rejection } = edit({ bug: { ...bug, [field]: present } }, field, from, to);
    expect(rejection).toMatchObject({
      code: 'CONFLICT',
      details: [{ field, yours: to, theirs: present }],
    });
  });

  it('comparing an environment by value', () => {
    const environment = { os: 'x', build: '1' };
    const { rejection } = edit(
      { bug: { ...bug, environment } },
      'environment',
      { build: '1', os: 'x' },
      {},
    );
    expect(rejection).toBeNull();
  });

  it.each([
    ['where there are none', {}, tim, 'VALIDATION'],
    ['by a bystander', { bug }, eve, 'FORBIDDEN'],
    ['of what is unseen', { bug, confidential: true }, eve, 'NOT_FOUND'],
  ] as const)('but not %s', (_what, row, actor, code) => {
    expect(edit(row, 'actual', bug.actual, 'x', actor).rejection?.code).toBe(code);
  });

  it('never to no steps', () => {
    expect(edit({ bug }, 'stepsToReproduce', bug.stepsToReproduce, ' ').rejection?.code).toBe(
      'VALIDATION',
    );
  });
});

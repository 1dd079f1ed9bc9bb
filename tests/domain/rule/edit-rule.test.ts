import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '#domain/commands.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aRule, aSeverity, aTag, aUser, NOW } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const li = aUser({ username: 'li', role: 'developer' });
const gone = aUser({ username: 'gone', blocked: true });
const major = aSeverity({ level: 'Major' });
const ui = aTag({ name: 'ui' });
const pay = aProject();
const hidden = aProject({ visibility: 'private' });
const rule = aRule({ candidates: { users: [gone.id], roles: [] } });
const rows = {
  user: [max, li, gone],
  severity: [major],
  tag: [ui],
  project: [pay],
  rule: [rule],
};
const unseen = { ...rows, project: [hidden] };
const when = { severities: [major.id], tags: [ui.id], type: 'bug', text: '' } as const;

describe('changing a rule', () => {
  it.each<CommandArgs<'rule.edit'>>([
    { id: rule.id, field: 'name', from: rule.name, to: 'All to Li' },
    { id: rule.id, field: 'order', from: 1, to: 7 },
    { id: rule.id, field: 'when', from: rule.when, to: when },
    { id: rule.id, field: 'strategy', from: 'least-loaded', to: 'round-robin' },
    { id: rule.id, field: 'enabled', from: true, to: false },
    {
      id: rule.id,
      field: 'candidates',
      from: rule.candidates,
      to: { users: [gone.id, li.id], roles: ['tester'] },
    },
  ])('is one field: $field', (edit) => {
    const row = { ...rule, [edit.field]: edit.to, updatedAt: NOW };
    expect(eventsOf(decide(rows, max, 'rule.edit', edit))).toEqual([
      { type: 'record.changed', table: 'rule', before: rule, row },
    ]);
    expect(rejectionOf(decide(rows, li, 'rule.edit', edit)).code).toBe('FORBIDDEN');
    expect(rejectionOf(decide(unseen, max, 'rule.edit', edit)).code).toBe('NOT_FOUND');
  });

  it('names nobody new who is not a member, and leaves somebody', () => {
    const edit = { id: rule.id, field: 'candidates', from: rule.candidates } as const;
    const some = { ...rows, rule: [aRule()] };
    const fromRoles = { ...edit, from: aRule().candidates };
    const blocked = { ...fromRoles, to: { users: [gone.id], roles: [] } };
    expect(rejectionOf(decide(some, max, 'rule.edit', blocked))).toEqual({
      code: 'VALIDATION',
      message: 'Gone is not a member of Payments. Choose among its members.',
      field: 'to.users',
    });
    const nobody = { ...edit, to: { users: [], roles: [] } };
    expect(rejectionOf(decide(rows, max, 'rule.edit', nobody)).field).toBe('to');
  });

  it('overwrites nothing unseen', () => {
    const stale = { id: rule.id, field: 'order', from: 5, to: 6 } as const;
    expect(rejectionOf(decide(rows, max, 'rule.edit', stale)).code).toBe('CONFLICT');
    expect(eventsOf(decide(rows, max, 'rule.edit', { ...stale, to: 1 }))).toEqual([]);
  });
});

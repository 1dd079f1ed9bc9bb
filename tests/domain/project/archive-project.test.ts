import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aUser, aWorkflow, aWorkspace } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const li = aUser({ username: 'li', role: 'developer' });
const pay = aProject();
const base = {
  workspace: [aWorkspace()],
  workflow: [aWorkflow('standard')],
  user: [ana, max, li],
};
const rows = { ...base, project: [pay, aProject({ key: 'WEB' })] };
const rename = { id: pay.id, field: 'name', from: 'Payments', to: 'Checkout' } as const;

describe('an archived project', () => {
  const archived = aProject({ archived: true });
  const shut = { ...base, project: [archived] };

  it('refuses every write', () => {
    const members = { id: pay.id, from: [], to: [li.id] };
    for (const decision of [
      decide(shut, ana, 'project.edit', rename),
      decide(shut, ana, 'project.set-members', members),
      decide(shut, ana, 'project.archive', { id: pay.id }),
    ]) {
      expect(rejectionOf(decision)).toEqual({
        code: 'FORBIDDEN',
        message: 'Payments is archived. Unarchive it to change anything in it.',
      });
    }
  });

  it('is opened again, which has no effect twice', () => {
    expect(eventsOf(decide(shut, max, 'project.unarchive', { id: pay.id }))).toMatchObject([
      { type: 'record.changed', row: { archived: false } },
    ]);
    expect(eventsOf(decide(rows, max, 'project.unarchive', { id: pay.id }))).toEqual([]);
    expect(rejectionOf(decide(shut, li, 'project.unarchive', { id: pay.id })).code).toBe(
      'FORBIDDEN',
    );
  });

  it('was archived by a manager or an admin', () => {
    expect(eventsOf(decide(rows, max, 'project.archive', { id: pay.id }))).toMatchObject([
      { type: 'record.changed', row: { archived: true } },
    ]);
    expect(rejectionOf(decide(rows, li, 'project.archive', { id: pay.id })).code).toBe('FORBIDDEN');
  });
});

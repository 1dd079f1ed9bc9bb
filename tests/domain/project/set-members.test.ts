import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aUser, aWorkflow, aWorkspace } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const li = aUser({ username: 'li', role: 'developer' });
const base = {
  workspace: [aWorkspace()],
  workflow: [aWorkflow('standard')],
  user: [ana, max, li],
};

describe('members', () => {
  const gone = aUser({ username: 'gone', blocked: true });
  const listed = aProject({ members: [li.id, max.id, gone.id] });
  const some = { ...base, user: [ana, max, li, gone], project: [listed] };
  const id = listed.id;

  it('are replaced as a set', () => {
    const args = { id, from: [max.id, gone.id, li.id], to: [ana.id, gone.id] };
    expect(eventsOf(decide(some, max, 'project.set-members', args))).toMatchObject([
      { type: 'record.changed', row: { members: [ana.id, gone.id] } },
    ]);
    const same = { id, from: [], to: [gone.id, max.id, li.id] };
    expect(eventsOf(decide(some, max, 'project.set-members', same))).toEqual([]);
  });

  it('are not overwritten unseen', () => {
    const args = { id, from: [li.id], to: [] };
    expect(rejectionOf(decide(some, max, 'project.set-members', args)).code).toBe('CONFLICT');
  });

  it('join only when they are not blocked', () => {
    const open = { ...some, project: [aProject()] };
    const args = { id, from: [], to: [gone.id] };
    expect(rejectionOf(decide(open, max, 'project.set-members', args))).toEqual({
      code: 'VALIDATION',
      message: 'Gone is blocked. Unblock them, or leave them out.',
      field: 'members',
    });
  });
});

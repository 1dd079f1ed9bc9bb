import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aUser, aWorkflow, aWorkspace } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const standard = aWorkflow('standard');
const owner = aWorkflow('owner-led');
const rows = {
  user: [ana, max],
  workspace: [aWorkspace()],
  workflow: [standard, owner],
  project: [aProject(), aProject({ key: 'WEB', workflow: owner.id })],
};

describe('deleting a workflow', () => {
  it('is for admins, where no project follows it', () => {
    const free = { ...rows, project: [aProject()] };
    expect(eventsOf(decide(free, ana, 'workflow.delete', { id: owner.id }))).toEqual([
      { type: 'record.removed', table: 'workflow', before: owner },
    ]);
    expect(rejectionOf(decide(free, max, 'workflow.delete', { id: owner.id })).code).toBe(
      'FORBIDDEN',
    );
  });

  it('keeps the default and those in use', () => {
    expect(rejectionOf(decide(rows, ana, 'workflow.delete', { id: standard.id }))).toMatchObject({
      code: 'CONFLICT',
      message: 'standard is the default workflow of this workspace and stays.',
    });
    expect(rejectionOf(decide(rows, ana, 'workflow.delete', { id: owner.id }))).toMatchObject({
      code: 'CONFLICT',
      message: 'owner-led is followed by WEB. Give them another workflow first.',
      details: { projects: ['WEB'] },
    });
  });
});

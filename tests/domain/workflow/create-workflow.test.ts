import { describe, expect, it } from 'vitest';
import type { WorkflowId } from '#domain/ids.ts';
import { STANDARD } from '#domain/workflow/presets.ts';
import type { WorkflowDefinition } from '#domain/workflow/workflow.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aUser, aWorkflow, aWorkspace, idOf, NOW } from '#tests/support/rows.ts';

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
/** Standard with a state `review` instead of `in_progress`. */
const reviewing: WorkflowDefinition = {
  ...STANDARD,
  name: 'reviewing',
  states: STANDARD.states.map((state) =>
    state.name === 'in_progress' ? { ...state, name: 'review', label: 'Review' } : state,
  ),
  transitions: STANDARD.transitions.map((way) => ({
    ...way,
    from: way.from === 'in_progress' ? 'review' : way.from,
    to: way.to === 'in_progress' ? 'review' : way.to,
  })),
};

describe('creating a workflow', () => {
  const args = { id: idOf<WorkflowId>('own'), definition: reviewing };

  it('is for admins', () => {
    const row = { id: args.id, ...reviewing, createdAt: NOW, updatedAt: NOW, version: 0 };
    expect(eventsOf(decide(rows, ana, 'workflow.create', args))).toEqual([
      { type: 'record.created', table: 'workflow', row },
    ]);
    expect(rejectionOf(decide(rows, max, 'workflow.create', args)).code).toBe('FORBIDDEN');
  });

  it('names every fault at its place', () => {
    const definition = { ...reviewing, initial: 'resolved' };
    expect(rejectionOf(decide(rows, ana, 'workflow.create', { ...args, definition }))).toEqual({
      code: 'VALIDATION',
      message: 'No issue can ever reach Open. Add a transition to it or remove it.',
      field: 'definition.states.0',
      details: [
        {
          field: 'definition.states.0',
          message: 'No issue can ever reach Open. Add a transition to it or remove it.',
        },
      ],
    });
  });

  it('needs a name and an id that nothing has', () => {
    const named = { ...args, definition: { ...reviewing, name: 'Standard' } };
    expect(rejectionOf(decide(rows, ana, 'workflow.create', named))).toMatchObject({
      code: 'CONFLICT',
      field: 'definition.name',
    });
    const same = { ...args, id: owner.id };
    expect(rejectionOf(decide(rows, ana, 'workflow.create', same))).toMatchObject({
      code: 'CONFLICT',
      field: 'id',
    });
  });
});

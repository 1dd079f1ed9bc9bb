import { describe, expect, it } from 'vitest';
import { STANDARD } from '#domain/workflow/presets.ts';
import type { WorkflowDefinition } from '#domain/workflow/workflow.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import {
  anAssignment,
  anIssue,
  aProject,
  aUser,
  aWorkflow,
  aWorkspace,
  idOf,
  NOW,
} from '#tests/support/rows.ts';

const NO_ENDING = {
  resolution: null,
  resolutionNote: null,
  fixedIn: null,
  duplicateOf: null,
  resolvedAt: null,
  closedAt: null,
};
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

describe('changing a workflow under live issues', () => {
  const args = { id: standard.id, from: STANDARD, to: reviewing };
  const started = anIssue({
    status: 'in_progress',
    category: 'doing',
    assignee: max.id,
    resolutionNote: 'Half done.',
  });
  const turn = anAssignment({ assignee: max.id, status: 'in_progress' });
  const elsewhere = anIssue({ number: 2, project: idOf('WEB'), status: 'in_progress' });
  const live = { ...rows, issue: [started, elsewhere, anIssue({ number: 3 })], assignment: [turn] };
  const changed = {
    type: 'record.changed',
    table: 'workflow',
    before: standard,
    row: { ...standard, ...reviewing, updatedAt: NOW },
  };

  it('needs no answer where no issue stands in a removed state', () => {
    expect(eventsOf(decide(rows, ana, 'workflow.edit', args))).toEqual([changed]);
  });

  it('asks where the others go', () => {
    expect(rejectionOf(decide(live, ana, 'workflow.edit', args))).toMatchObject({
      code: 'CONFLICT',
      field: 'moves',
      details: [{ state: 'in_progress', issues: 1 }],
    });
    const nowhere = { ...args, moves: { in_progress: 'limbo' } };
    expect(rejectionOf(decide(live, ana, 'workflow.edit', nowhere)).code).toBe('CONFLICT');
  });

  it('keeps the note of one that goes on being worked on', () => {
    const moves = { in_progress: 'review' };
    expect(eventsOf(decide(live, ana, 'workflow.edit', { ...args, moves }))).toEqual([
      changed,
      {
        type: 'issue.transitioned',
        issue: started.id,
        from: 'in_progress',
        to: 'review',
        category: 'doing',
        before: { ...NO_ENDING, resolutionNote: 'Half done.' },
        after: {
          resolution: null,
          resolutionNote: 'Half done.',
          fixedIn: null,
          duplicateOf: null,
          resolvedAt: null,
          closedAt: null,
        },
      },
    ]);
  });

  it('puts one back to the beginning, with nothing resolved and its assignment pending', () => {
    const moves = { in_progress: 'open' };
    const events = eventsOf(decide(live, ana, 'workflow.edit', { ...args, moves }));
    expect(events.slice(1)).toMatchObject([
      { to: 'open', category: 'todo', after: { resolutionNote: null } },
      { type: 'assignment.changed', assignment: { status: 'pending', endedAt: null } },
    ]);
  });

  it('follows a state that means something else now', () => {
    const to: WorkflowDefinition = {
      ...STANDARD,
      states: STANDARD.states.map((state) =>
        state.name === 'in_progress' ? { ...state, category: 'done' } : state,
      ),
    };
    const events = eventsOf(decide(live, ana, 'workflow.edit', { ...args, to }));
    expect(events.slice(1)).toMatchObject([
      {
        from: 'in_progress',
        to: 'in_progress',
        category: 'done',
        after: { resolution: 'fixed', resolvedAt: NOW, closedAt: null },
      },
      { type: 'assignment.changed', assignment: { status: 'completed', endedAt: NOW } },
    ]);
  });

  it('is for admins, refuses what is unsound, and overwrites nothing unseen', () => {
    expect(rejectionOf(decide(rows, max, 'workflow.edit', args)).code).toBe('FORBIDDEN');
    const unsound = { ...args, to: { ...STANDARD, initial: 'limbo' } };
    expect(rejectionOf(decide(rows, ana, 'workflow.edit', unsound))).toMatchObject({
      code: 'VALIDATION',
      field: 'to.initial',
    });
    const stale = { ...args, from: { ...STANDARD, name: 'other' } };
    expect(rejectionOf(decide(rows, ana, 'workflow.edit', stale)).code).toBe('CONFLICT');
    const done = { ...stale, to: STANDARD };
    expect(eventsOf(decide(rows, ana, 'workflow.edit', done))).toEqual([]);
    const taken = { ...args, to: { ...reviewing, name: 'owner-led' } };
    expect(rejectionOf(decide(rows, ana, 'workflow.edit', taken)).field).toBe('to.name');
  });
});

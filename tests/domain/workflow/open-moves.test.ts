import { describe, expect, it } from 'vitest';
import { openMoves } from '#domain/workflow/open-moves.ts';
import { anIssue, aProject, aUser, aWorkflow } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom' });
const project = aProject();
const workflow = aWorkflow();

describe('the moves of an open issue', () => {
  it('are all states but its own, each open or shut with a reason', () => {
    const moves = openMoves({
      issue: anIssue({ assignee: max.id }),
      project,
      workflow,
      actor: max,
    });
    expect(moves).toEqual([
      {
        to: 'in_progress',
        label: 'In progress',
        name: 'Start',
        category: 'doing',
        open: true,
        reason: null,
        require: ['assignee'],
        missing: [],
      },
      {
        to: 'resolved',
        label: 'Resolved',
        name: 'Decline',
        category: 'done',
        open: true,
        reason: null,
        require: ['resolutionNote', 'notFixed'],
        missing: ['resolutionNote', 'notFixed'],
      },
      {
        to: 'closed',
        label: 'Closed',
        name: 'Closed',
        category: 'closed',
        open: false,
        reason: 'Only an issue in Resolved can go to Closed. Move it to Resolved first.',
        require: [],
        missing: [],
      },
    ]);
  });

  it('open one that lacks an assignee to those who may assign it', () => {
    const [start] = openMoves({ issue: anIssue(), project, workflow, actor: max });
    expect(start).toMatchObject({ open: true, missing: ['assignee'] });
  });

  it('shut one that lacks an assignee to those who may not', () => {
    const anybodyStarts = aWorkflow('admin-led', {
      transitions: workflow.transitions.map((one) => ({ ...one, allow: ['member'] as const })),
    });
    const [start] = openMoves({ issue: anIssue(), project, workflow: anybodyStarts, actor: tom });
    expect(start).toMatchObject({
      open: false,
      reason: 'Start needs more. Assign it to somebody first. Only admins can assign this issue.',
    });
  });

  it('are all shut in an archived project', () => {
    const archived = aProject({ archived: true });
    const moves = openMoves({ issue: anIssue(), project: archived, workflow, actor: max });
    expect(new Set(moves.map(({ open, reason }) => `${open}: ${reason}`))).toEqual(
      new Set(['false: Payments is archived. Unarchive it to change anything in it.']),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '#domain/commands.ts';
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
const li = aUser({ username: 'li', role: 'developer' });
const pay = aProject();
const base = {
  workspace: [aWorkspace()],
  workflow: [aWorkflow('standard')],
  user: [ana, max, li],
};
const rows = { ...base, project: [pay, aProject({ key: 'WEB' })] };
const rename = { id: pay.id, field: 'name', from: 'Payments', to: 'Checkout' } as const;
const rekey = { id: pay.id, field: 'key', from: 'PAY', to: 'CASH' } as const;

describe('a field of a project', () => {
  it.each<CommandArgs<'project.edit'>>([
    rename,
    rekey,
    { id: pay.id, field: 'description', from: '', to: 'Money in and out.' },
    { id: pay.id, field: 'visibility', from: 'public', to: 'private' },
  ])('is changed by managers and admins: %j', (args) => {
    const row = { ...pay, [args.field]: args.to, updatedAt: NOW };
    expect(eventsOf(decide(rows, max, 'project.edit', args))).toEqual([
      { type: 'record.changed', table: 'project', before: pay, row },
    ]);
    expect(rejectionOf(decide(rows, li, 'project.edit', args)).code).toBe('FORBIDDEN');
  });

  it('does not exist for a manager who does not see the project', () => {
    const hidden = { ...rows, project: [aProject({ visibility: 'private' })] };
    const unknown = { ...rename, id: idOf<typeof rename.id>('nothing') };
    const message = 'There is no such project, or you do not see it. Look it up again.';
    expect(rejectionOf(decide(hidden, max, 'project.edit', rename)).message).toBe(message);
    expect(rejectionOf(decide(rows, max, 'project.edit', unknown)).message).toBe(message);
  });

  it('is not overwritten unseen', () => {
    const stale = { ...rename, from: 'Pay' };
    expect(rejectionOf(decide(rows, max, 'project.edit', stale))).toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'name', from: 'Pay', yours: 'Checkout', theirs: 'Payments' }],
    });
  });
});

describe('the key', () => {
  it('is fixed once the project has had an issue', () => {
    const used = { ...rows, project: [aProject({ nextNumber: 2 })] };
    expect(rejectionOf(decide(used, ana, 'project.edit', rekey))).toEqual({
      code: 'CONFLICT',
      message: 'The key PAY is fixed, since issues have been named with it.',
      field: 'key',
    });
  });

  it('is not one that another project has', () => {
    const taken = { ...rekey, to: 'web' };
    expect(rejectionOf(decide(rows, ana, 'project.edit', taken))).toMatchObject({
      code: 'CONFLICT',
      message: 'The key WEB is taken. Choose another.',
    });
  });
});

describe('another workflow', () => {
  const standard = aWorkflow('standard');
  const short = aWorkflow('standard', {
    id: idOf('short'),
    name: 'short',
    states: [
      { name: 'open', label: 'Open', category: 'todo' },
      { name: 'done', label: 'Done', category: 'closed' },
    ],
    transitions: [{ from: 'open', to: 'done', name: 'Finish', allow: ['member'], require: [] }],
  });
  const started = anIssue({ status: 'in_progress', category: 'doing', assignee: li.id });
  const turn = anAssignment({ assignee: li.id, status: 'in_progress' });
  const live = {
    ...base,
    workflow: [standard, short],
    project: [pay],
    issue: [anIssue({ number: 2 }), started],
    assignment: [turn],
  };
  const follow = { id: pay.id, field: 'workflow', from: null, to: short.id } as const;

  it('asks where issues in a state go that it does not have', () => {
    expect(rejectionOf(decide(live, max, 'project.edit', follow))).toEqual({
      code: 'CONFLICT',
      message: 'Issues stand in in_progress. Say to which state of the new workflow each goes.',
      field: 'moves',
      details: [{ state: 'in_progress', issues: 1 }],
    });
  });

  it('moves them there, with their assignments', () => {
    const args = { ...follow, moves: { in_progress: 'done' } };
    expect(eventsOf(decide(live, max, 'project.edit', args))).toEqual([
      {
        type: 'record.changed',
        table: 'project',
        before: pay,
        row: { ...pay, workflow: short.id, updatedAt: NOW },
      },
      {
        type: 'issue.transitioned',
        issue: started.id,
        from: 'in_progress',
        to: 'done',
        category: 'closed',
        before: NO_ENDING,
        after: {
          resolution: 'fixed',
          resolutionNote: null,
          fixedIn: null,
          duplicateOf: null,
          resolvedAt: NOW,
          closedAt: NOW,
        },
      },
      {
        type: 'assignment.changed',
        assignment: { ...turn, status: 'completed', endedAt: NOW, updatedAt: NOW },
      },
    ]);
  });

  it('must exist', () => {
    const args = { ...follow, to: idOf<typeof follow.to>('nothing') };
    expect(rejectionOf(decide(live, max, 'project.edit', args)).code).toBe('VALIDATION');
  });
});

import { describe, expect, it } from 'vitest';
import type { ProjectId } from '#domain/ids.ts';
import type { PresetName } from '#domain/workflow/presets.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aUser, aWorkflow, aWorkspace, idOf, NOW } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const li = aUser({ username: 'li', role: 'developer' });
const gone = aUser({ username: 'gone', blocked: true });

function rowsUnder(preset: PresetName) {
  return {
    workspace: [aWorkspace({ defaultWorkflow: idOf(preset) })],
    workflow: [aWorkflow(preset)],
    user: [ana, max, li, gone],
    project: [aProject({ key: 'WEB' })],
  };
}
const rows = rowsUnder('standard');
const args = { id: idOf<ProjectId>('PAY'), key: 'pay', name: 'Payments' };

describe('a new project', () => {
  it('has its creator as the first member, and begins to count at 1', () => {
    const wish = { ...args, visibility: 'private', members: [li.id, max.id, li.id] } as const;
    expect(eventsOf(decide(rows, max, 'project.create', wish))).toEqual([
      {
        type: 'record.created',
        table: 'project',
        row: {
          id: idOf('PAY'),
          key: 'PAY',
          name: 'Payments',
          description: '',
          visibility: 'private',
          members: [max.id, li.id],
          workflow: null,
          archived: false,
          nextNumber: 1,
          createdAt: NOW,
          updatedAt: NOW,
          version: 0,
        },
      },
    ]);
  });

  it('is created by managers and admins', () => {
    expect(rejectionOf(decide(rows, li, 'project.create', args))).toEqual({
      code: 'FORBIDDEN',
      message: 'Only managers and admins can create projects.',
    });
  });

  it('is created by admins alone where the default workflow is admin-led', () => {
    const led = rowsUnder('admin-led');
    expect(rejectionOf(decide(led, max, 'project.create', args))).toEqual({
      code: 'FORBIDDEN',
      message: 'Only admins can create projects.',
    });
    expect(eventsOf(decide(led, ana, 'project.create', args))).toHaveLength(1);
  });

  it.each([
    ['key', { key: 'web' }, 'CONFLICT'],
    ['key', { key: 'W' }, 'VALIDATION'],
    ['key', { key: '1WEB' }, 'VALIDATION'],
    ['key', { key: 'LONGERTHAN10' }, 'VALIDATION'],
    ['id', { id: idOf<ProjectId>('WEB') }, 'CONFLICT'],
    ['workflow', { workflow: idOf<never>('unknown') }, 'VALIDATION'],
    ['members', { members: [gone.id] }, 'VALIDATION'],
    ['members', { members: [idOf<never>('unknown')] }, 'VALIDATION'],
  ])('is refused for its %s: %j', (field, over, code) => {
    const decision = decide(rows, ana, 'project.create', { ...args, ...over });
    expect(rejectionOf(decision)).toMatchObject({ code, field });
  });
});

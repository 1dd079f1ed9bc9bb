import { describe, expect, it } from 'vitest';
import { parseCommand } from '#domain/commands.ts';
import type { SeverityId, UserId, WorkflowId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aUser, aWorkspace, idOf, NOW } from '#tests/support/rows.ts';

const args = {
  name: 'Tidewater',
  admin: { id: idOf<UserId>('ana'), username: 'ana', name: 'Ana' },
  severities: ['s1', 's2', 's3', 's4', 's5'].map((name) => idOf<SeverityId>(name)),
  workflows: {
    standard: idOf<WorkflowId>('standard'),
    'admin-led': idOf<WorkflowId>('admin-led'),
    'owner-led': idOf<WorkflowId>('owner-led'),
  },
};
const ana = aUser({ username: 'ana', role: 'admin' });

describe('a new workspace', () => {
  const events = eventsOf(decide({}, ana, 'workspace.create', args));
  const rowsOf = (table: string) =>
    events.flatMap((event) =>
      event.type === 'record.created' && event.table === table ? [event.row] : [],
    );

  it('is begun by its first admin, who is not signed in yet', () => {
    const command = parseCommand('workspace.create', args);
    const first = { ...ana, createdAt: NOW, updatedAt: NOW, version: 0 };
    expect(command.ok && command.firstActor(NOW)).toEqual(first);
    expect(rowsOf('user')).toEqual([first]);
  });

  it('has five severities without an author, the gravest first', () => {
    expect(rowsOf('severity')).toMatchObject([
      { id: idOf('s1'), level: 'Blocker', rank: 1, author: null },
      { id: idOf('s2'), level: 'Critical', rank: 2, author: null },
      { id: idOf('s3'), level: 'Major', rank: 3, author: null },
      { id: idOf('s4'), level: 'Minor', rank: 4, author: null },
      { id: idOf('s5'), level: 'Trivial', rank: 5, author: null },
    ]);
  });

  it('has the three presets, the standard one by default', () => {
    expect(rowsOf('workflow')).toMatchObject([
      { id: idOf('standard'), name: 'standard' },
      { id: idOf('admin-led'), name: 'admin-led' },
      { id: idOf('owner-led'), name: 'owner-led' },
    ]);
    expect(rowsOf('workspace')).toMatchObject([
      { id: 'workspace', name: 'Tidewater', defaultWorkflow: idOf('standard') },
    ]);
  });

  it('holds nothing else', () => {
    expect(events).toHaveLength(1 + 5 + 3 + 1);
  });

  it('may follow another preset', () => {
    const led = { ...args, defaultWorkflow: 'admin-led' } as const;
    expect(eventsOf(decide({}, ana, 'workspace.create', led)).at(-1)).toMatchObject({
      row: { defaultWorkflow: idOf('admin-led') },
    });
  });
});

it('is begun once', () => {
  const rows = { workspace: [aWorkspace()] };
  expect(rejectionOf(decide(rows, ana, 'workspace.create', args)).code).toBe('CONFLICT');
});

it('is the only command that needs nobody who is signed in', () => {
  const command = parseCommand('tag.create', { id: idOf('tag'), name: 'ui', colour: '#000000' });
  expect(command.ok && command.firstActor(NOW)).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import type { IssueView } from '#protocol/api.ts';
import { patchedView } from '#renderer/features/issue/patched-view.ts';

const view = {
  issue: { id: 'i', title: 'Before', status: 'open', priority: 'low', version: 7 },
  status: { name: 'open', label: 'Open', category: 'todo' },
  moves: [{ to: 'in_progress' }],
} as unknown as IssueView;

describe('an issue with changes that wait for their answer', () => {
  it('shows them at once, the later over the earlier', () => {
    const patched = patchedView(view, [
      { base: 7, fields: { title: 'First', priority: 'high' } },
      { base: 7, fields: { title: 'Second' } },
    ]);
    expect(patched.issue).toMatchObject({ title: 'Second', priority: 'high' });
    expect(patched.moves).toEqual(view.moves);
  });

  it('leaves out what a newer row has answered', () => {
    expect(patchedView(view, [{ base: 6, fields: { title: 'Old' } }])).toEqual(view);
  });

  it('offers no moves of a state that it has left', () => {
    const status = { name: 'in_progress', label: 'In progress', category: 'doing' } as const;
    const patched = patchedView(view, [{ base: 7, fields: { status } }]);
    expect(patched).toMatchObject({ issue: { status: 'in_progress' }, status, moves: [] });
  });
});

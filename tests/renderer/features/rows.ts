import type { IssueRow } from '#protocol/shapes.ts';

const ana = { id: 'u1', username: 'ana', name: 'Ana Lindqvist' };

/** An issue as a list shows it, with what a test says about it. */
export function issueRow(id: string, about: Partial<IssueRow> = {}): IssueRow {
  return {
    id,
    key: id.toUpperCase(),
    title: `Issue ${id}`,
    type: 'bug',
    status: { name: 'open', label: 'Open', category: 'todo' },
    severity: { id: 's1', level: 'Major', rank: 3, colour: '#b27901' },
    priority: 'medium',
    assignee: null,
    reporter: ana,
    tags: [],
    resolution: null,
    confidential: false,
    commentCount: 0,
    dueDate: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    version: 1,
    ...about,
  };
}

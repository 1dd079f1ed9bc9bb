import { describe, expect, test } from 'vitest';
import type { ProjectShape, WorkflowShape } from '#protocol/shapes.ts';
import {
  DEFAULT_WORKFLOW,
  editsOf,
  statesToLeave,
  valuesOf,
  workflowOf,
} from '#renderer/features/manage/project-edits.ts';

const project: ProjectShape = {
  id: 'p',
  key: 'PAY',
  name: 'Payments',
  description: '',
  visibility: 'public',
  workflow: { id: 'standard', name: 'standard' },
  ownWorkflow: false,
  archived: false,
  members: [
    { id: 'ana', username: 'ana', name: 'Ana' },
    { id: 'li', username: 'li', name: 'Li' },
  ],
  issueCount: 3,
  openCount: 2,
  mayChange: { open: true, reason: null },
  mayCreateIssue: { open: true, reason: null },
  createdAt: '2026-11-20T12:00:00.000Z',
  updatedAt: '2026-11-20T12:00:00.000Z',
};

describe('the edits of a project', () => {
  test('are none where nothing changed, whatever the order of the members', () => {
    const values = valuesOf(project);
    expect(editsOf(project, { ...values, members: values.members.toReversed() })).toEqual([]);
  });

  test('are one command a field, each with the value that was seen', () => {
    const edits = editsOf(project, {
      ...valuesOf(project),
      key: 'PAYS',
      visibility: 'private',
      members: [{ id: 'ana', name: 'Ana' }],
    });
    expect(edits.map(({ name, args }) => [name, args])).toEqual([
      ['project.edit', { id: 'p', field: 'key', from: 'PAY', to: 'PAYS' }],
      ['project.edit', { id: 'p', field: 'visibility', from: 'public', to: 'private' }],
      ['project.set-members', { id: 'p', from: ['ana', 'li'], to: ['ana'] }],
    ]);
  });

  test('of the workflow say where issues go, and null for the workspace’s own', () => {
    const own = { ...project, ownWorkflow: true };
    const values = { ...valuesOf(own), workflow: DEFAULT_WORKFLOW, moves: { waiting: 'open' } };
    expect(editsOf(own, values).map(({ args }) => args)).toEqual([
      { id: 'p', field: 'workflow', from: 'standard', to: null, moves: { waiting: 'open' } },
    ]);
  });
});

const workflow = (
  id: string,
  states: readonly (readonly [name: string, category: 'todo' | 'doing' | 'closed'])[],
  isDefault = false,
): WorkflowShape => ({
  id,
  name: id,
  states: states.map(([name, category]) => ({ name, label: name, category })),
  initial: 'open',
  transitions: [],
  permissions: {},
  isDefault,
});

describe('the states to leave', () => {
  const before = workflow('a', [
    ['open', 'todo'],
    ['waiting', 'doing'],
    ['closed', 'closed'],
  ]);

  test('are those that the next workflow lacks', () => {
    const next = workflow('b', [
      ['open', 'todo'],
      ['closed', 'closed'],
    ]);
    expect(statesToLeave(before, next).map(({ name }) => name)).toEqual(['waiting']);
  });

  test('are none where a state only means something else', () => {
    const next = workflow('b', [
      ['open', 'todo'],
      ['waiting', 'todo'],
      ['closed', 'closed'],
    ]);
    expect(statesToLeave(before, next)).toEqual([]);
  });

  test('are none while either is not known', () => {
    expect(statesToLeave(before, undefined)).toEqual([]);
  });
});

test('the default means the workflow that the workspace names', () => {
  const workflows = [workflow('a', []), workflow('b', [], true)];
  expect(workflowOf(DEFAULT_WORKFLOW, workflows)?.id).toBe('b');
  expect(workflowOf('a', workflows)?.id).toBe('a');
});

import { describe, expect, it } from 'vitest';
import { checkWorkflow } from '#domain/workflow/check-workflow.ts';
import { STANDARD } from '#domain/workflow/presets.ts';
import type { State, Transition, WorkflowDefinition } from '#domain/workflow/workflow.ts';

function way(from: string, to: string): Transition {
  return { from, to, name: 'Go', allow: ['member'], require: [] };
}

const verify: State = { name: 'verify', label: 'Verify', category: 'done' };

function changed(over: Partial<WorkflowDefinition>): WorkflowDefinition {
  return { ...STANDARD, ...over };
}

describe('a workflow is refused', () => {
  it.each<[string, WorkflowDefinition, string, string]>([
    [
      'without an initial state among its states',
      changed({ initial: 'new' }),
      'initial',
      'New issues begin in new, which is not a state. Choose an initial state.',
    ],
    [
      'with a state that cannot be reached',
      changed({
        states: [...STANDARD.states, verify],
        transitions: [...STANDARD.transitions, way('verify', 'closed')],
      }),
      'states.4',
      'No issue can ever reach Verify. Add a transition to it or remove it.',
    ],
    [
      'with a state that is not closed and has no way out',
      changed({
        states: [...STANDARD.states, verify],
        transitions: [...STANDARD.transitions, way('resolved', 'verify')],
      }),
      'states.4',
      'An issue in Verify would be stuck. Add a way out, or make the state closed.',
    ],
    [
      'with a state whose only way out leads to itself',
      changed({
        states: [...STANDARD.states, verify],
        transitions: [...STANDARD.transitions, way('resolved', 'verify'), way('verify', 'verify')],
      }),
      'states.4',
      'An issue in Verify would be stuck. Add a way out, or make the state closed.',
    ],
    [
      'with a pair that stands twice',
      changed({ transitions: [...STANDARD.transitions, way('open', 'resolved')] }),
      'transitions.5',
      'The transition open → resolved stands twice. Remove one.',
    ],
    [
      'with a state that stands twice',
      changed({ states: [...STANDARD.states, { ...verify, name: 'open' }] }),
      'states.4.name',
      'The state open stands twice. Rename or remove one.',
    ],
    [
      'with a transition from nowhere',
      changed({ transitions: [...STANDARD.transitions, way('limbo', 'closed')] }),
      'transitions.5.from',
      'The transition Go names the state limbo, which does not exist. Choose another or remove it.',
    ],
    [
      'with a transition to nowhere',
      changed({ transitions: [...STANDARD.transitions, way('closed', 'limbo')] }),
      'transitions.5.to',
      'The transition Go names the state limbo, which does not exist. Choose another or remove it.',
    ],
  ])('%s', (_name, workflow, field, message) => {
    expect(checkWorkflow(workflow)).toEqual([{ field, message }]);
  });

  it('for all its faults at once', () => {
    const faults = checkWorkflow(changed({ transitions: [way('open', 'closed')] }));
    expect(faults.map(({ field }) => field)).toEqual([
      'states.1',
      'states.1',
      'states.2',
      'states.2',
    ]);
  });

  it('but not for a circle, or for a closed state that can be opened again', () => {
    const transitions = [...STANDARD.transitions, way('closed', 'open')];
    expect(checkWorkflow(changed({ transitions }))).toEqual([]);
  });
});

import { reachableFrom } from './no-move.ts';
import type { WorkflowDefinition } from './workflow.ts';

/** One thing that keeps a workflow from being saved. */
export interface WorkflowFault {
  /** Where it is: a dotted path into the definition. */
  readonly field: string;
  /** What is wrong and what mends it. */
  readonly message: string;
}

/**
 * Why a workflow is refused (spec: The state machine): its initial state must be one of its states,
 * every state reachable from it, every state that is not closed must have a way out, no pair may
 * stand twice. Besides, names must be unique and transitions join states that exist. Empty: it is
 * sound. All faults are named at once, so that an admin mends them in one go.
 */
export function checkWorkflow(workflow: WorkflowDefinition): readonly WorkflowFault[] {
  const names = workflow.states.map(({ name }) => name);
  const structure = [...repeatedStates(names), ...unknownStates(workflow, names)];
  // Reachability says nothing sensible about states that do not exist.
  return structure.length > 0 ? structure : [...repeatedPairs(workflow), ...deadEnds(workflow)];
}

function repeatedStates(names: readonly string[]): readonly WorkflowFault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            field: `states.${index}.name`,
            message: `The state ${name} stands twice. Rename or remove one.`,
          },
        ],
  );
}

function unknownStates(
  { initial, transitions }: WorkflowDefinition,
  names: readonly string[],
): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  if (!names.includes(initial)) {
    const message = `New issues begin in ${initial}, which is not a state. Choose an initial state.`;
    faults.push({ field: 'initial', message });
  }
  for (const [index, transition] of transitions.entries()) {
    for (const end of ['from', 'to'] as const) {
      if (names.includes(transition[end])) continue;
      const message = `The transition ${transition.name} names the state ${transition[end]}, which does not exist. Choose another or remove it.`;
      faults.push({ field: `transitions.${index}.${end}`, message });
    }
  }
  return faults;
}

function repeatedPairs({ transitions }: WorkflowDefinition): readonly WorkflowFault[] {
  const seen = new Set<string>();
  const faults: WorkflowFault[] = [];
  for (const [index, { from, to }] of transitions.entries()) {
    const pair = `${from} → ${to}`;
    if (seen.has(pair)) {
      const message = `The transition ${pair} stands twice. Remove one.`;
      faults.push({ field: `transitions.${index}`, message });
    }
    seen.add(pair);
  }
  return faults;
}

function deadEnds(workflow: WorkflowDefinition): readonly WorkflowFault[] {
  const reached = reachableFrom(workflow, workflow.initial);
  const faults: WorkflowFault[] = [];
  for (const [index, { name, label, category }] of workflow.states.entries()) {
    const field = `states.${index}`;
    if (name !== workflow.initial && !reached.has(name)) {
      const message = `No issue can ever reach ${label}. Add a transition to it or remove it.`;
      faults.push({ field, message });
    }
    const leaves = workflow.transitions.some(({ from, to }) => from === name && to !== name);
    if (category !== 'closed' && !leaves) {
      const message = `An issue in ${label} would be stuck. Add a way out, or make the state closed.`;
      faults.push({ field, message });
    }
  }
  return faults;
}

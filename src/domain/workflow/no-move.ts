import type { Workflow } from './workflow.ts';

/** How a state is shown; a state that the workflow does not know is shown by its name. */
export function labelOf(workflow: Pick<Workflow, 'states'>, state: string): string {
  return workflow.states.find(({ name }) => name === state)?.label ?? state;
}

/** The states that `from` leads to in one or more moves, `from` itself only by a circle. */
export function reachableFrom(
  workflow: Pick<Workflow, 'transitions'>,
  from: string,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const transition of workflow.transitions) {
      if (transition.from !== state || reached.has(transition.to)) continue;
      reached.add(transition.to);
      open.push(transition.to);
    }
  }
  return reached;
}

/** Why the pair is not in the table, and where to go instead. */
export function noMoveReason(workflow: Workflow, from: string, to: string): string {
  const fromLabel = labelOf(workflow, from);
  const toLabel = labelOf(workflow, to);
  if (!workflow.states.some(({ name }) => name === to)) {
    const known = workflow.states.map(({ name }) => name).join(', ');
    return `This workflow has no state “${to}”. Choose one of ${known}.`;
  }
  if (from === to) return `The issue is in ${toLabel} already. Choose another state.`;
  const reached = reachableFrom(workflow, from);
  if (reached.size === 0) {
    return `${fromLabel} is final in this workflow. Create a new issue if work goes on.`;
  }
  if (!reached.has(to)) return `This workflow has no move from ${fromLabel} back to ${toLabel}.`;
  const doors = workflow.transitions
    .filter((transition) => transition.to === to && reached.has(transition.from))
    .map((transition) => labelOf(workflow, transition.from))
    .join(' or ');
  return `Only an issue in ${doors} can go to ${toLabel}. Move it to ${doors} first.`;
}

import type { IssueView } from '#protocol/api.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import type { PendingPatch } from '../../stores/pending-patches.ts';

/** The view with the changes that wait for their answer. The moves of a state that it left are gone. */
export function patchedView(view: IssueView, patches: readonly PendingPatch[]): IssueView {
  const waiting = patches.filter(({ base }) => base >= view.issue.version);
  return waiting.reduce((patched, { fields }) => withFields(patched, fields), view);
}

function withFields(view: IssueView, { status, ...fields }: Partial<IssueRow>): IssueView {
  const issue = { ...view.issue, ...fields };
  if (status === undefined || status.name === view.issue.status) return { ...view, issue };
  return { ...view, issue: { ...issue, status: status.name }, status, moves: [] };
}

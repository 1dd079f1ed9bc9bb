import { CATEGORIES, type Category } from '#domain/workflow/workflow.ts';
import type { IssueView } from '#protocol/api.ts';

export interface KnownState {
  readonly label: string;
  readonly category: Category;
}

/** The states of the issue's workflow by name, as far as its view tells of them. */
export function statesOf({ status, moves }: IssueView): ReadonlyMap<string, KnownState> {
  const category = CATEGORIES.find((one) => one === status.category) ?? 'todo';
  return new Map<string, KnownState>([
    ...moves.map((move) => [move.to, { label: move.label, category: move.category }] as const),
    [status.name, { label: status.label, category }],
  ]);
}

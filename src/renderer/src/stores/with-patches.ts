import type { IssueRow } from '#protocol/shapes.ts';

/** A change that shows before the host has answered. */
export interface PendingPatch {
  readonly fields: Partial<IssueRow>;
  /** The row's version that it was made on: a newer row has it already, or something better. */
  readonly base: number;
}

/** A row with what waits for an answer; the same object where nothing does. */
export function withPatches<T extends { readonly id: string; readonly version: number }>(
  row: T,
  patches: ReadonlyMap<string, readonly PendingPatch[]>,
): T {
  const own = patches.get(row.id)?.filter(({ base }) => base >= row.version) ?? [];
  return own.length === 0 ? row : Object.assign({}, row, ...own.map(({ fields }) => fields));
}

import { create } from 'zustand';
import type { Rejection } from '#domain/rejection.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import { type Command, execute } from '../commands.ts';

/** How long an accepted patch is kept for readers that have not read again, in ms. */
const KEPT_MS = 10_000;

/** A change that shows before the host has answered. */
export interface PendingPatch {
  readonly fields: Partial<IssueRow>;
  /** The row's version that it was made on: a newer row has it already, or something better. */
  readonly base: number;
}

interface PatchStore {
  /** By id of the issue, in the order in which they were made. */
  readonly patches: ReadonlyMap<string, readonly PendingPatch[]>;
}

const useStore = create<PatchStore>(() => ({ patches: new Map() }));

/** What waits for an answer, by id of the issue. */
export function usePendingPatches(): ReadonlyMap<string, readonly PendingPatch[]> {
  return useStore((state) => state.patches);
}

/** A row with what waits for an answer; the same object where nothing does. */
export function withPatches<T extends { readonly id: string; readonly version: number }>(
  row: T,
  patches: ReadonlyMap<string, readonly PendingPatch[]>,
): T {
  const own = patches.get(row.id)?.filter(({ base }) => base >= row.version) ?? [];
  return own.length === 0 ? row : Object.assign({}, row, ...own.map(({ fields }) => fields));
}

/**
 * Shows `fields` on the row at once and runs the commands. Answers the first refusal, after which
 * the row is as it was; the caller says the sentence.
 */
export async function runPatched(
  row: Pick<IssueRow, 'id' | 'version'>,
  fields: Partial<IssueRow>,
  commands: readonly Command[],
): Promise<Rejection | null> {
  const patch: PendingPatch = { fields, base: row.version };
  change(row.id, (own) => [...own, patch]);
  const drop = () => change(row.id, (own) => own.filter((other) => other !== patch));
  const refused = await execute(commands, { atomic: true });
  if (refused !== null) drop();
  else setTimeout(drop, KEPT_MS);
  return refused;
}

function change(
  issue: string,
  next: (own: readonly PendingPatch[]) => readonly PendingPatch[],
): void {
  const patches = new Map(useStore.getState().patches);
  const own = next(patches.get(issue) ?? []);
  if (own.length === 0) patches.delete(issue);
  else patches.set(issue, own);
  useStore.setState({ patches });
}

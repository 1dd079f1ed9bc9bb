import { create } from 'zustand';
import type { Rejection } from '#domain/rejection.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import { type Command, execute } from '../commands.ts';
import type { PendingPatch } from './with-patches.ts';

export { type PendingPatch, withPatches } from './with-patches.ts';

/** How long an accepted patch is kept for readers that have not read again, in ms. */
const KEPT_MS = 10_000;

interface PatchStore {
  /** By id of the issue, in the order in which they were made. */
  readonly patches: ReadonlyMap<string, readonly PendingPatch[]>;
}

const useStore = create<PatchStore>(() => ({ patches: new Map() }));

/** What waits for an answer, by id of the issue. */
export function usePendingPatches(): ReadonlyMap<string, readonly PendingPatch[]> {
  return useStore((state) => state.patches);
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

import { useMemo, useState } from 'react';
import type { IssueView } from '#protocol/api.ts';
import { type Called, useCall } from '../../hooks/use-call.ts';
import { usePendingPatches } from '../../stores/pending-patches.ts';
import { patchedView } from './patched-view.ts';

/**
 * The issue of a key, kept fresh, with the changes that wait for their answer. While another one
 * is on its way the one before stays.
 */
export function useIssueView(issueKey: string): Called<IssueView> {
  const [known, setKnown] = useState<string>();
  const called = useCall('issue.get', { issue: issueKey }, known);
  const patches = usePendingPatches();
  const id = called.stale ? undefined : called.value?.issue.id;
  if (id !== undefined && id !== known) setKnown(id);

  const own = called.value && patches.get(called.value.issue.id);
  const value = useMemo(
    () => (called.value && own ? patchedView(called.value, own) : called.value),
    [called.value, own],
  );
  return { ...called, value };
}

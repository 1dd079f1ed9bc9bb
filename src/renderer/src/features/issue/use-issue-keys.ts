import type { RefObject } from 'react';
import { announce } from '../../components/announcer.ts';
import { showToast } from '../../components/toast.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { useSession } from '../../stores/session.ts';
import { assignTo } from './assign.ts';
import { type OpenField, type OpenIssue, shutBy } from './issue-context.ts';

const FIELDS: readonly (readonly [keys: string, field: OpenField, label: string])[] = [
  ['s', 'severity', 'Severity'],
  ['p', 'priority', 'Priority'],
  ['a', 'assignee', 'Assign'],
  ['t', 'tags', 'Tags'],
];

/** The single keys of an open issue. `M` belongs to the strip of moves. */
export function useIssueKeys(
  issue: OpenIssue,
  composer: RefObject<HTMLTextAreaElement | null>,
): void {
  const { profile } = useSession();
  const { may } = issue.view;
  const shutOf = (field: OpenField) => {
    if (field !== 'assignee') return shutBy(may.edit);
    return may.take.open || may.unassign.open ? undefined : shutBy(may.assign);
  };
  const take = async () => {
    const isMine = issue.view.issue.assignee?.id === profile.id;
    const refusal = isMine
      ? 'It is yours already.'
      : (shutBy(may.take) ?? (await assignTo(issue, profile)));
    announce(
      refusal ?? `${issue.view.issue.key} is yours.`,
      refusal === undefined ? 'polite' : 'assertive',
    );
    if (refusal !== undefined) showToast(refusal);
  };
  useShortcuts([
    ...FIELDS.map(([keys, field, label]) => ({
      keys,
      label,
      group: 'Issue',
      run: () => {
        const shut = shutOf(field);
        if (shut === undefined) issue.setOpen(field);
        else announce(shut, 'assertive');
      },
    })),
    { keys: 'i', label: 'Take it', group: 'Issue', run: () => void take() },
    { keys: 'r', label: 'Comment', group: 'Issue', run: () => composer.current?.focus() },
  ]);
}

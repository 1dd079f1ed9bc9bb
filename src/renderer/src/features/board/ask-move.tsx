import { useMemo } from 'react';
import type { IssueView } from '#protocol/api.ts';
import type { MoveShape } from '#protocol/shapes.ts';
import { useSession } from '../../stores/session.ts';
import { type OpenIssue, OpenIssueContext } from '../issue/issue-context.ts';
import { knownPeople } from '../issue/known-names.ts';
import { MoveForm } from '../issue/move-form.tsx';
import { useEdits } from '../issue/use-edits.ts';
import { useIssueView } from '../issue/use-issue-view.ts';

interface AskMoveProps {
  readonly issueKey: string;
  readonly move: MoveShape;
  /** The move is made, or put back. */
  readonly onEnd: () => void;
  readonly putOffLabel?: string | undefined;
}

/** Asks for what a move needs, away from the issue's own view; the issue moves only then. */
export function AskMove({ issueKey, ...rest }: AskMoveProps) {
  const { value } = useIssueView(issueKey);
  return value === undefined ? null : <Asking view={value} {...rest} />;
}

function Asking({
  view,
  move,
  onEnd,
  putOffLabel,
}: Omit<AskMoveProps, 'issueKey'> & { readonly view: IssueView }) {
  const { profile } = useSession();
  const edits = useEdits(view.issue);
  const people = useMemo(() => knownPeople(view, profile), [view, profile]);
  const issue: OpenIssue = {
    view,
    edits,
    people,
    open: null,
    setOpen: () => undefined,
    alone: false,
    onClose: onEnd,
  };
  return (
    <OpenIssueContext value={issue}>
      <MoveForm move={move} onEnd={onEnd} putOffLabel={putOffLabel} />
    </OpenIssueContext>
  );
}

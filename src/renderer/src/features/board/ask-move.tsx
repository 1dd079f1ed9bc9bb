import { useMemo, useRef } from 'react';
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
  /** The move is put off. */
  readonly onEnd: () => void;
  /** The move is made; `onEnd` where this is not told. */
  readonly onMade?: (() => void) | undefined;
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
  onMade = onEnd,
  putOffLabel,
}: Omit<AskMoveProps, 'issueKey'> & { readonly view: IssueView }) {
  const { profile } = useSession();
  const edits = useEdits(view.issue);
  const isMade = useRef(false);
  const people = useMemo(() => knownPeople(view, profile), [view, profile]);
  const issue: OpenIssue = {
    view,
    edits: {
      ...edits,
      run: async (commands, shown) => {
        const refusal = await edits.run(commands, shown);
        isMade.current = refusal === undefined;
        return refusal;
      },
    },
    people,
    open: null,
    setOpen: () => undefined,
    alone: false,
    onClose: onEnd,
  };
  return (
    <OpenIssueContext value={issue}>
      <MoveForm
        move={move}
        onEnd={() => (isMade.current ? onMade() : onEnd())}
        putOffLabel={putOffLabel}
      />
    </OpenIssueContext>
  );
}

import type { IssueRow, MoveShape } from '#protocol/shapes.ts';
import { Dialog } from '../../components/dialog.tsx';
import { AskMove } from './ask-move.tsx';

interface MoveDialogProps {
  readonly issue: IssueRow;
  readonly move: MoveShape;
  readonly onEnd: () => void;
}

/** What a move of a list's line asks for, before it is made. */
export function MoveDialog({ issue, move, onEnd }: MoveDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onEnd();
      }}
      title={`${move.name ?? move.label} ${issue.key}`}
      description={issue.title}
      width={480}
    >
      <AskMove issueKey={issue.key} move={move} onEnd={onEnd} />
    </Dialog>
  );
}

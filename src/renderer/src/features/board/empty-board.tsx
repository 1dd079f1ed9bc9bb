import { Plus } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { openNewIssue } from '../../stores/ui.ts';
import { EmptyList } from '../issue-list/empty-list.tsx';
import styles from './board.module.css';

interface EmptyBoardProps {
  readonly query: string;
  /** The name of the project where the query asks for nothing but its issues. */
  readonly project: string | undefined;
  readonly onQuery: (query: string) => void;
}

/** In the middle of columns that are all empty. */
export function EmptyBoard({ query, project, onQuery }: EmptyBoardProps) {
  return (
    <div className={styles.empty}>
      {project === undefined ? (
        <EmptyList query={query} onQuery={onQuery} />
      ) : (
        <EmptyState
          title={`No bugs in ${project} yet`}
          action={
            <Button icon={Plus} keys="c" onClick={openNewIssue}>
              New bug
            </Button>
          }
        >
          The first one will stand in the first column.
        </EmptyState>
      )}
    </div>
  );
}

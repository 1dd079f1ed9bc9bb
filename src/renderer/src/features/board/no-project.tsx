import { FolderKanban } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { navigate } from '../../stores/router.ts';

/** A board needs a project. */
export function NoProject() {
  return (
    <EmptyState
      title="No project yet"
      action={
        <Button
          icon={FolderKanban}
          onClick={() => navigate({ screen: 'manage', part: 'projects' })}
        >
          Go to the projects
        </Button>
      }
    >
      A board shows the issues of a project, one column for each state of its workflow.
    </EmptyState>
  );
}

import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import styles from './issue-pane.module.css';
import { OpenIssueView } from './open-issue-view.tsx';
import { useIssueView } from './use-issue-view.ts';

interface IssuePaneProps {
  /** `PAY-12`. */
  readonly issueKey: string;
  /** Closes the pane; alone it leads back to the list. */
  readonly onClose: () => void;
  /** Whether it fills the window instead of standing beside a list. */
  readonly alone: boolean;
}

/** One issue, to read, edit, move and discuss. */
export function IssuePane({ issueKey, onClose, alone }: IssuePaneProps) {
  const { value, error, reload } = useIssueView(issueKey);
  useShortcuts([{ keys: 'escape', label: 'Close the issue', group: 'Issue', run: onClose }]);

  const gone = error?.code === 'NOT_FOUND' || (error !== undefined && value === undefined);
  if (gone) {
    return (
      <section className={styles.pane} aria-label={issueKey}>
        {error.code === 'NOT_FOUND' ? (
          <EmptyState
            title={`There is no ${issueKey} here`}
            action={
              <Button keys="escape" onClick={onClose}>
                Back to the list
              </Button>
            }
          >
            It was deleted, or you do not see it. Comments that you were writing are kept as drafts.
          </EmptyState>
        ) : (
          <ErrorState title={`${issueKey} could not be read.`} onReload={reload}>
            {error.message}
          </ErrorState>
        )}
      </section>
    );
  }
  if (value === undefined) return <Loading issueKey={issueKey} />;
  return <OpenIssueView key={value.issue.id} view={value} onClose={onClose} alone={alone} />;
}

const SKELETON_AFTER_MS = 300;

/** Nothing at first: most issues are there before the eye is. */
function Loading({ issueKey }: { readonly issueKey: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section className={styles.pane} aria-label={issueKey} aria-busy="true">
      {late && <SkeletonRows rows={8} />}
    </section>
  );
}

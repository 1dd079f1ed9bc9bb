import type { ReactNode } from 'react';
import { SplitView } from '../../components/split-view.tsx';
import { useIssueAlone } from '../../hooks/use-media-query.ts';
import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';
import { IssuePane } from '../issue/issue-pane.tsx';
import styles from './with-issue-pane.module.css';

const SETTING = 'issueWidth';

interface WithIssuePaneProps {
  /** The key of the open issue; null while none is. */
  readonly issueKey: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A view with the open issue beside it, or, where there is no room for both, over it: the view
 * stays as it is behind, so that closing leads back to the same place.
 */
export function WithIssuePane({ issueKey, onClose, children }: WithIssuePaneProps) {
  const alone = useIssueAlone();
  const width = Number(useSession().settings[SETTING]);
  const pane =
    issueKey === null ? null : (
      <IssuePane key={issueKey} issueKey={issueKey} onClose={onClose} alone={alone} />
    );
  if (alone) {
    return (
      <div className={styles.place}>
        <div className={styles.behind} inert={pane !== null}>
          {children}
        </div>
        {pane !== null && <div className={styles.over}>{pane}</div>}
      </div>
    );
  }
  return (
    <SplitView
      label="Width of the issue"
      pane={pane}
      {...(width > 0 ? { initialWidth: width } : {})}
      onWidthChange={(next) => void saveSetting(SETTING, String(next))}
    >
      {children}
    </SplitView>
  );
}

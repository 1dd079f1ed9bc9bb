import { useEffect, useMemo, useRef, useState } from 'react';
import type { IssueView } from '#protocol/api.ts';
import { isFocusFree } from '../../components/use-returned-focus.ts';
import { useSession } from '../../stores/session.ts';
import { CommentComposer } from './comment-composer.tsx';
import { type OpenField, type OpenIssue, OpenIssueContext } from './issue-context.ts';
import { IssueDetails } from './issue-details.tsx';
import { IssueFields } from './issue-fields.tsx';
import { IssueHead } from './issue-head.tsx';
import { IssueHeader } from './issue-header.tsx';
import styles from './issue-pane.module.css';
import { knownPeople } from './known-names.ts';
import { Timeline } from './timeline.tsx';
import { useEdits } from './use-edits.ts';
import { useIssueKeys } from './use-issue-keys.ts';

interface OpenIssueViewProps {
  readonly view: IssueView;
  readonly onClose: () => void;
  readonly alone: boolean;
}

/** An issue that has been read. */
export function OpenIssueView({ view, onClose, alone }: OpenIssueViewProps) {
  const { profile } = useSession();
  const { key } = view.issue;
  const [open, setOpen] = useState<OpenField | null>(null);
  const edits = useEdits(view.issue);
  const people = useMemo(() => knownPeople(view, profile), [view, profile]);
  const openIssue = useMemo<OpenIssue>(
    () => ({ view, edits, people, open, setOpen, alone, onClose }),
    [view, edits, people, open, alone, onClose],
  );
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const [sent, setSent] = useState(0);
  useIssueKeys(openIssue, composer);
  useEffect(() => {
    const line = document.activeElement?.closest<HTMLElement>('[data-issue]')?.dataset.issue;
    // On the line of another issue the keys would go on meaning that one.
    if (isFocusFree() || (line !== undefined && line !== key)) pane.current?.focus();
  }, [key]);

  return (
    <OpenIssueContext value={openIssue}>
      <section
        ref={pane}
        className={styles.pane}
        data-alone={alone ? '' : undefined}
        aria-label={view.issue.key}
        tabIndex={-1}
      >
        <IssueHeader />
        <div ref={scroller} className={styles.scroller}>
          <div className={styles.columns}>
            <IssueHead />
            <IssueFields />
            <div className={styles.body}>
              <IssueDetails />
              <Timeline scroller={scroller} sent={sent} />
            </div>
          </div>
        </div>
        <CommentComposer
          field={composer}
          onSent={() => setSent(sent + 1)}
          onLeave={() => pane.current?.focus()}
        />
      </section>
    </OpenIssueContext>
  );
}

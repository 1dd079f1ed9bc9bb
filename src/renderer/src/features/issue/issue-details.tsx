import { Plus } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { isFocusFree, useReturnedFocus } from '../../components/use-returned-focus.ts';
import { BugDetails } from './bug-details.tsx';
import { BugForm } from './bug-form.tsx';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';
import { LongText } from './long-text.tsx';
import { ResolutionBlock } from './resolution-block.tsx';

/** What the issue says: how it ended, its description, the details of a bug. */
export function IssueDetails() {
  const { view } = useOpenIssue();
  const { issue, may } = view;
  const [adding, setAdding] = useState(false);
  const lacksDetails = issue.type === 'bug' && issue.bug === null && may.edit.open;
  const asks = lacksDetails && adding;
  const place = useFocusAfterForm(asks);
  const hasDescription = issue.description.trim() !== '' || issue.bug === null || may.edit.open;
  return (
    <div ref={place} className={styles.details}>
      <ResolutionBlock />
      {issue.bug !== null && (
        <div data-after-form="">
          <BugDetails bug={issue.bug} />
        </div>
      )}
      {hasDescription && (
        <LongText
          field="description"
          label="Description"
          value={issue.description}
          placeholder="Add a description"
          edit={(to, from) => ({
            name: 'issue.edit',
            args: { issue: issue.id, field: 'description', from, to },
          })}
        />
      )}
      {lacksDetails && !adding && (
        <div data-after-form="">
          <Button variant="ghost" icon={Plus} onClick={() => setAdding(true)}>
            Add steps to reproduce
          </Button>
        </div>
      )}
      {asks && <BugForm onEnd={() => setAdding(false)} />}
    </div>
  );
}

/** The form goes with the focus: its place takes it, be that the new details or the way to add them. */
function useFocusAfterForm(shown: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  const giveBack = useReturnedFocus(() =>
    place.current?.querySelector<HTMLElement>('[data-after-form] button'),
  );
  useLayoutEffect(() => {
    if (before.current && !shown && isFocusFree()) giveBack();
    before.current = shown;
  });
  return place;
}

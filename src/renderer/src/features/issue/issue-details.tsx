import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
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
  const hasDescription = issue.description.trim() !== '' || issue.bug === null || may.edit.open;
  return (
    <div className={styles.details}>
      <ResolutionBlock />
      {issue.bug !== null && <BugDetails bug={issue.bug} />}
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
        <div>
          <Button variant="ghost" icon={Plus} onClick={() => setAdding(true)}>
            Add steps to reproduce
          </Button>
        </div>
      )}
      {lacksDetails && adding && <BugForm onEnd={() => setAdding(false)} />}
    </div>
  );
}

import { FREQUENCIES } from '#domain/issue/bug-details.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import { InlineSelect } from '../../components/inline-select.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { Environment } from './environment.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';
import { LongText } from './long-text.tsx';
import { FREQUENCY_WORDS } from './words.ts';

type Bug = NonNullable<IssueShape['bug']>;

const OPTIONS = FREQUENCIES.map((value) => ({ value, label: FREQUENCY_WORDS[value] }));

/** How the bug is seen: steps, what should happen, what does, how often and where. */
export function BugDetails({ bug }: { readonly bug: Bug }) {
  const { view } = useOpenIssue();
  const issue = view.issue.id;
  return (
    <div>
      <div className={styles.pair}>
        <LongText
          field="stepsToReproduce"
          label="Steps to reproduce"
          value={bug.stepsToReproduce}
          placeholder="Add steps"
          edit={(to, from) => ({
            name: 'bug.edit',
            args: { issue, field: 'stepsToReproduce', from, to },
          })}
        />
        <div className={styles.results}>
          <LongText
            field="expected"
            label="Expected"
            value={bug.expected}
            placeholder="What should happen"
            edit={(to, from) => ({
              name: 'bug.edit',
              args: { issue, field: 'expected', from, to },
            })}
          />
          <LongText
            field="actual"
            label="Actual"
            aside={<Frequency bug={bug} />}
            value={bug.actual}
            placeholder="What happens instead"
            edit={(to, from) => ({ name: 'bug.edit', args: { issue, field: 'actual', from, to } })}
          />
        </div>
      </div>
      <Environment environment={bug.environment} />
    </div>
  );
}

function Frequency({ bug }: { readonly bug: Bug }) {
  const { view, edits } = useOpenIssue();
  return (
    <>
      <span className={styles.quiet}>
        <InlineSelect
          label="Frequency"
          value={bug.frequency}
          options={OPTIONS}
          shut={shutBy(view.may.edit)}
          onSave={(to, from) =>
            edits.save({
              name: 'bug.edit',
              args: { issue: view.issue.id, field: 'frequency', from, to },
            })
          }
        />
      </span>
      <ConflictNotice place="frequency" label="frequency" />
    </>
  );
}

import { AssigneeField } from './assignee-field.tsx';
import { DueField } from './due-field.tsx';
import styles from './issue-fields.module.css';
import { ReporterField, WatchersField } from './people-fields.tsx';
import { PriorityField } from './priority-field.tsx';
import { SeverityField } from './severity-field.tsx';
import { TagsField } from './tags-field.tsx';

/** What is known of the issue in short, each value edited in place. */
export function IssueFields() {
  return (
    <div className={styles.fields}>
      <dl className={styles.half}>
        <SeverityField />
        <PriorityField />
        <AssigneeField />
        <TagsField />
      </dl>
      <dl className={styles.half}>
        <ReporterField />
        <DueField />
        <WatchersField />
      </dl>
    </div>
  );
}

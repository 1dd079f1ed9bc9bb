import { Avatar } from '../../components/avatar.tsx';
import { FieldRow } from './field-row.tsx';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-fields.module.css';

const SHOWN_WATCHERS = 6;

/** Who reported it. */
export function ReporterField() {
  const { reporter } = useOpenIssue().view.issue;
  return (
    <FieldRow label="Reporter">
      <span className={styles.person} title={`@${reporter.username}`}>
        <Avatar person={reporter} decorative />
        <span className={styles.text} dir="auto">
          {reporter.name}
        </span>
      </span>
    </FieldRow>
  );
}

/** Who is told of moves and comments. One's own watching is turned in the header. */
export function WatchersField() {
  const { watchers } = useOpenIssue().view;
  const more = watchers.slice(SHOWN_WATCHERS);
  return (
    <FieldRow label="Watching">
      {watchers.length === 0 ? (
        <span className={styles.nothing}>Nobody</span>
      ) : (
        <span className={styles.people}>
          {watchers.slice(0, SHOWN_WATCHERS).map((person) => (
            <Avatar key={person.id} person={person} />
          ))}
          {more.length > 0 && (
            <span className={styles.quiet} title={more.map(({ name }) => name).join(', ')}>
              and {more.length} more
            </span>
          )}
        </span>
      )}
    </FieldRow>
  );
}

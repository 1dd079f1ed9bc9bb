import { Popover } from '@base-ui/react/popover';
import { History } from 'lucide-react';
import type { AssignmentStatus } from '#domain/assignment/assignment.ts';
import type { AssignmentShape } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import popup from '../../components/popup.module.css';
import { RelativeTime } from '../../components/relative-time.tsx';
import styles from './assignment-history.module.css';
import { useOpenIssue } from './issue-context.ts';

const STATUS_WORDS: Readonly<Record<AssignmentStatus, string>> = {
  pending: 'Not begun',
  in_progress: 'At work',
  completed: 'Ended',
};

/** Who had the issue, by whom and since when, behind a button. */
export function AssignmentHistory() {
  const { assignments } = useOpenIssue().view;
  const count = assignments.length;
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton label={`Assignments: ${count}`} icon={History} />} />
      <Popover.Portal role="region" aria-label="Assignments">
        <Popover.Positioner className={popup.positioner} sideOffset={4} align="start">
          <Popover.Popup className={`${popup.popup} ${styles.popup}`}>
            <Popover.Title className={styles.title}>Assignments</Popover.Title>
            <ol className={styles.list}>
              {assignments.map((assignment) => (
                <Turn key={assignment.id} {...assignment} />
              ))}
            </ol>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Turn({ assignee, assignedBy, assignedAt, status, endedAt, rule }: AssignmentShape) {
  return (
    <li className={styles.turn}>
      <Avatar person={assignee} decorative />
      <div className={styles.words}>
        <p className={styles.who}>
          <bdi>{assignee.name}</bdi> <span className={styles.status}>{STATUS_WORDS[status]}</span>
        </p>
        <p className={styles.how}>
          {rule === null ? 'Assigned by ' : 'Chosen by rule '}
          <bdi>{rule === null ? assignedBy.name : `“${rule.name}”`}</bdi>
          {', '}
          <RelativeTime at={Date.parse(assignedAt)} form="stamp" />
          {endedAt !== null && (
            <>
              {' to '}
              <RelativeTime at={Date.parse(endedAt)} form="stamp" />
            </>
          )}
        </p>
      </div>
    </li>
  );
}
